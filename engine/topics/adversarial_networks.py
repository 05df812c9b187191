"""Losses of generative adversarial networks."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step


def gan_losses(real: npt.ArrayLike, fake: npt.ArrayLike) -> tuple[float, float]:
    """Losses of the discriminator and of the generator of an adversarial network.

    The discriminator minimises −mean ln D(x) − mean ln(1 − D(G(z))), a cross entropy for real and one for
    generated examples. The generator minimises the non-saturating −mean ln D(G(z)).

    Args:
      real: D(x), probabilities of being real for real examples.
      fake: D(G(z)), the same for generated examples.

    Returns:
      Both losses in nats.

    Source: Goodfellow et al., Generative Adversarial Nets (2014), algorithm 1 and section 3.
    """
    real, fake = np.asarray(real, dtype=float), np.asarray(fake, dtype=float)
    discriminator = -np.log(real).mean() - np.log(1 - fake).mean()
    return float(discriminator), float(-np.log(fake).mean())


def _draw_gan(draw: Draw, level: int) -> Params:
    if level == 1:
        fake = draw.pick([0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4])
        return {"real": draw.pick([0.6, 0.65, 0.7, 0.75, 0.8, 0.9]), "fake": fake}
    if level == 2:
        return {
            "real": draw.spread(3, 0.55, 0.95, 2, gap=0.06),
            "fake": draw.spread(2, 0.05, 0.4, 2, gap=0.06),
        }
    real, own = draw.sample([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9], 2)
    return {"logit": -draw.decimal(0.8, 4, 1), "real_density": real, "own_density": own}


GAN_LOSSES = Exercise(
    id="gan_losses",
    title="Losses of a generative adversarial network",
    topic="generative models",
    seconds=90,
    reference=gan_losses,
    terms=("GAN", "generative adversarial network", "discriminator", "adversarial loss", "generator loss"),
    aliases={"gan_discriminator_loss": Focus(2, "discriminator"), "gan_saturation": Focus(3)},
    prompt={
        1: "The discriminator of a GAN gives a real example the probability {real} of being real and a "
        "generated one {fake}. Its loss adds the cross entropies of both; the generator minimises the "
        "non-saturating loss. Use natural logarithms.",
        2: "The discriminator of a GAN gives real examples the probabilities {real:list} of being real and "
        "generated ones {fake:list}. Its loss adds the mean cross entropy of the real examples and "
        "that of the "
        "generated ones; the generator minimises the mean non-saturating loss. Use natural logarithms.",
        3: "The discriminator of a GAN gives a generated example the logit a = {logit}; its sigmoid D is the "
        "probability of being real. Compare two losses that the generator could minimise: the original "
        "ln(1 − D) and the non-saturating −ln D. Somewhere else the data has the density "
        "{real_density} and the "
        "generator {own_density}.",
    },
    draw=_draw_gan,
    levels={
        1: ("discriminator", "generator"),
        2: ("discriminator", "generator"),
        3: ("original", "other", "best"),
    },
    parts=(
        Part("discriminator", "the loss of the discriminator"),
        Part("generator", "the loss of the generator"),
        Part("original", "the derivative of ln(1 − D) by a", digits=4),
        Part("other", "the derivative of −ln D by a", digits=4),
        Part("best", "D of the best discriminator at that other place"),
    ),
    steps=(
        Step(
            "real_loss",
            "Real examples: minus the logarithm of the probability of being real",
            "−ln {real}, on average {real_loss}",
            lambda real: -np.mean(np.log(real)),
        ),
        Step(
            "fake_loss",
            "Generated examples: minus the logarithm of the probability of not being real",
            "−ln(1 − {fake}), on average {fake_loss}",
            lambda fake: -np.mean(np.log(1 - fake)),
        ),
        Step(
            "discriminator",
            "Add the two",
            "{real_loss} + {fake_loss} = {discriminator}",
            lambda real_loss, fake_loss: real_loss + fake_loss,
        ),
        Step(
            "generator",
            "The generator wants its examples to be taken for real: minus the logarithm of their probability",
            "−ln {fake}, on average {generator}",
            lambda fake: -np.mean(np.log(fake)),
        ),
        Step("D", "Sigmoid of the logit", "σ({logit}) = {D}", lambda logit: 1 / (1 + np.exp(-logit))),
        Step(
            "original",
            "The derivative of ln(1 − σ(a)) is −σ(a): next to nothing where the generator is worst",
            "−{D} = {original}",
            lambda D: -D,
        ),
        Step(
            "other",
            "The derivative of −ln σ(a) is −(1 − σ(a)): large where the generator is worst",
            "−(1 − {D}) = {other}",
            lambda D: D - 1,
        ),
        Step(
            "best",
            "The best discriminator gives the share of the data in both densities together",
            "{real_density} / ({real_density} + {own_density}) = {best}",
            lambda real_density, own_density: real_density / (real_density + own_density),
        ),
    ),
    mistakes=(
        Mistake(
            "fake_as_real",
            "Generated examples have the label 0: use ln(1 − D) for them.",
            must=True,
            levels=(1, 2),
            swap={"fake_loss": lambda fake: -np.mean(np.log(fake))},
        ),
        Mistake(
            "saturating",
            "The non-saturating loss of the generator is −ln D, not ln(1 − D).",
            must=True,
            levels=(1, 2),
            swap={"generator": lambda fake: np.mean(np.log(1 - fake))},
        ),
        Mistake(
            "generator_wants_fakes_found",
            "The generator profits when its examples are taken for real: use the logarithm of D.",
            levels=(1, 2),
            swap={"generator": lambda fake: -np.mean(np.log(1 - fake))},
        ),
        Mistake(
            "sign",
            "Losses are minimised: put a minus before the logarithms.",
            levels=(1, 2),
            swap={
                "discriminator": lambda real_loss, fake_loss: -real_loss - fake_loss,
                "generator": lambda fake: np.mean(np.log(fake)),
            },
        ),
        Mistake(
            "real_only",
            "The discriminator also learns from generated examples: add their cross entropy.",
            levels=(1, 2),
            swap={"fake_loss": lambda: 0.0},
        ),
        Mistake(
            "summed_over_examples",
            "Take the mean of each kind before adding.",
            levels=(2,),
            must=True,
            swap={
                "real_loss": lambda real: -np.sum(np.log(real)),
                "fake_loss": lambda fake: -np.sum(np.log(1 - fake)),
                "generator": lambda fake: -np.sum(np.log(fake)),
            },
        ),
        Mistake(
            "derivatives_exchanged",
            "The original loss ln(1 − D) has the slope −D, the other one −(1 − D).",
            levels=(3,),
            must=True,
            swap={"original": lambda D: D - 1, "other": lambda D: -D},
        ),
        Mistake(
            "by_probability",
            "Go on by the chain rule to the logit: multiply with D·(1 − D).",
            levels=(3,),
            must=True,
            swap={"original": lambda D: -1 / (1 - D), "other": lambda D: -1 / D},
        ),
        Mistake(
            "densities_exchanged",
            "The discriminator gives the probability of being real: the density of the data goes on top.",
            levels=(3,),
            swap={
                "best": lambda real_density, own_density: own_density / (real_density + own_density),
            },
        ),
        Mistake(
            "density_ratio",
            "Divide by the sum of both densities, not by the other one.",
            levels=(3,),
            swap={"best": lambda real_density, own_density: real_density / own_density},
        ),
    ),
    conventions=(
        Convention(
            "halved",
            "Right where the two cross entropies are averaged; here they are added.",
            swap={"discriminator": lambda real_loss, fake_loss: (real_loss + fake_loss) / 2},
        ),
    ),
)
