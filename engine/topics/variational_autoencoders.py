"""Variational autoencoders: the KL term of their loss, and sampling that can be differentiated."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step


def gaussian_kl(mean: npt.ArrayLike, log_variance: npt.ArrayLike) -> float:
    """Kullback-Leibler divergence of a diagonal Gaussian from the standard normal distribution.

    ½·Σ (μ² + σ² − 1 − ln σ²) over the dimensions: 0 only for μ = 0 and σ = 1.

    Args:
      mean: μ, `[d]`.
      log_variance: ln σ², `[d]`, as encoders of variational autoencoders give it.

    Returns:
      KL(q‖p) in nats.

    Source: Kingma and Welling, Auto-Encoding Variational Bayes (2014), appendix B.
    """
    mean, log_variance = np.asarray(mean, dtype=float), np.asarray(log_variance, dtype=float)
    return float(0.5 * (mean**2 + np.exp(log_variance) - 1 - log_variance).sum())


def _draw_vae(draw: Draw, level: int) -> Params:
    if level == 1:
        deviation = draw.pick([0.2, 0.3, 0.4, 0.5, 0.6, 1.5, 1.8, 2.0, 2.5])
        return {"mu": draw.signed(0.4, 2, 1), "sigma": deviation}
    drawn = {
        "mu": draw.vector(2, 0.4, 1.8, 1, signed=True),
        "log_variance": [value * draw.sign() for value in draw.spread(2, 0.4, 1.8, 1, gap=0.3)],
    }
    if level == 2:
        return {**drawn, "noise": draw.vector(2, 0.4, 1.8, 1, signed=True)}
    return {**drawn, "error": draw.decimal(1, 12, 1), "beta": draw.pick([0.1, 0.25, 0.5, 2.0, 4.0])}


VAE_KL = Exercise(
    id="vae_kl",
    title="KL term of a variational autoencoder",
    topic="generative models",
    seconds=120,
    reference=gaussian_kl,
    terms=("variational autoencoder", "VAE", "reparameterization trick", "evidence lower bound", "ELBO"),
    aliases={"gaussian_kl": Focus(1), "reparameterization": Focus(2, "z"), "beta_vae_loss": Focus(3, "loss")},
    prompt={
        1: "The encoder of a variational autoencoder gives one latent number the normal distribution "
        "with mean "
        "{mu} and standard deviation {sigma}. The prior is the standard normal distribution. Use natural "
        "logarithms.",
        2: "The encoder of a variational autoencoder gives the means μ and the logarithms of the variances, "
        "ln σ², of two independent latent numbers. The prior is the standard normal distribution, "
        "the KL terms "
        "of the two are added, and z is sampled by the reparameterization trick with the noise ε.\n\n"
        "  μ = {mu}\n  ln σ² = {log_variance}\n  ε = {noise}",
        3: "The encoder of a variational autoencoder gives the means μ and the logarithms of the variances, "
        "ln σ², of two independent latent numbers. The loss is the reconstruction error {error} plus {beta} "
        "times the KL terms of both, added, against the standard normal prior.\n\n"
        "  μ = {mu}\n  ln σ² = {log_variance}",
    },
    draw=_draw_vae,
    levels={1: ("kl",), 2: ("kl", "z"), 3: ("loss", "slope")},
    parts=(
        Part("kl", "the KL divergence from the prior"),
        Part("z", "the sample z", "vector"),
        Part("loss", "the loss", digits=2),
        Part("slope", "the gradient of the weighted KL term by ln σ²", "vector"),
    ),
    constants={"half": 0.5},
    steps=(
        Step(
            "sigma",
            "Standard deviations: the exponential of half the logarithm of the variance",
            "exp({log_variance}/2) = {sigma}",
            lambda log_variance: np.exp(log_variance / 2),
        ),
        Step("variance", "Square for the variance", "{sigma}² = {variance}", lambda sigma: sigma**2),
        Step(
            "terms",
            "For each latent number: square of the mean plus variance minus 1 minus logarithm of the "
            "variance",
            "{mu}² + {variance} − 1 − ln {variance} = {terms}",
            lambda mu, variance: mu**2 + variance - 1 - np.log(variance),
        ),
        Step(
            "kl",
            "Add them and take half",
            "{half}·Σ {terms} = {kl}",
            lambda half, terms: half * np.sum(terms),
        ),
        Step(
            "z",
            "Shift and scale the noise: z = μ + σ·ε",
            "{mu} + {sigma}·{noise} = {z}",
            lambda mu, sigma, noise: mu + sigma * noise,
        ),
        Step(
            "loss",
            "Add the weighted KL term to the reconstruction error",
            "{error} + {beta}·{kl} = {loss}",
            lambda error, beta, kl: error + beta * kl,
        ),
        Step(
            "slope",
            "The derivative of half of (σ² − ln σ²) by ln σ² is half of (σ² − 1)",
            "{beta}·({variance} − 1)/2 = {slope}",
            lambda beta, variance: beta * (variance - 1) / 2,
        ),
    ),
    mistakes=(
        Mistake(
            "not_halved",
            "Take half of the sum.",
            must=True,
            swap={"half": lambda: 1.0},
        ),
        Mistake(
            "deviation_for_variance",
            "The divergence contains the variance σ² and its logarithm: square the standard deviation.",
            must=True,
            swap={"variance": lambda sigma: sigma},
        ),
        Mistake(
            "one_forgotten",
            "Subtract 1 for each latent number: the divergence of the prior from itself is 0.",
            must=True,
            swap={"terms": lambda mu, variance: mu**2 + variance - np.log(variance)},
        ),
        Mistake(
            "mean_not_squared",
            "Square the mean.",
            swap={"terms": lambda mu, variance: mu + variance - 1 - np.log(variance)},
        ),
        Mistake(
            "logarithm_added",
            "Subtract the logarithm of the variance: a narrow distribution is far from the prior too.",
            swap={"terms": lambda mu, variance: mu**2 + variance - 1 + np.log(variance)},
        ),
        Mistake(
            "averaged",
            "Add the terms of the latent numbers, as the question says, instead of averaging them.",
            levels=(2, 3),
            swap={"kl": lambda half, terms: half * np.mean(terms)},
        ),
        Mistake(
            "logarithm_as_variance",
            "The encoder gives ln σ²: take the exponential first.",
            levels=(2, 3),
            swap={"sigma": lambda log_variance: np.sqrt(np.abs(log_variance))},
        ),
        Mistake(
            "half_not_taken_in_exponent",
            "exp(ln σ²) is the variance: take its root for the standard deviation.",
            levels=(2,),
            must=True,
            swap={"z": lambda mu, sigma, noise: mu + sigma**2 * noise},
        ),
        Mistake(
            "noise_not_scaled",
            "Scale the noise with the standard deviation before adding it.",
            levels=(2,),
            swap={"z": lambda mu, noise: mu + noise},
        ),
        Mistake(
            "weight_ignored",
            "Multiply the KL term with its weight.",
            levels=(3,),
            must=True,
            swap={"beta": lambda: 1.0},
        ),
        Mistake(
            "slope_by_variance",
            "Differentiate by ln σ², not by σ²: that multiplies the slope with σ².",
            levels=(3,),
            swap={"slope": lambda beta, variance: beta * (1 - 1 / variance) / 2},
        ),
    ),
)
