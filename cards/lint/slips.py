"""The slips that contradict an exercise: how each is recognised, and what to write instead.

A new slip is one entry here. An entry that cannot be sure says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip by its signs. All patterns are searched for in flattened lines, `about` in the words as well."""

    about: str
    """What the passage, or a heading above it, speaks of."""
    signs: str
    exercise: str
    message: str
    unless: str = r"(?!)"
    """Signs somewhere in the passage that make it right."""
    code: bool = False
    """It is a slip in code alone; as a formula it is right."""


_SIZE = r"(?:w|h|n|i|in|l|d|input\w*|[nwhi]_?(?:in|h|w|0|1)|w1|h1)"
_KERNEL = r"(?:f|k|kernel\w*|filter\w*|[fk]_?[hw]?)"
_PADDING = r"\+\(?(?:2\*?p\w*|p_?\w*\+p_?\w*)\)?"

SLIPS: tuple[Slip, ...] = (
    Slip(
        r"conv|output size|feature map|kernel|filter|padding|stride",
        rf"(?<![\w+-])\(?\|?\({_SIZE}(?:{_PADDING})?-{_KERNEL}(?:{_PADDING})?\)/\(?s(?:tride\w*|_\w)?\)?(?!\w)(?![)|\]]*\+1)(?![)|\]]*\+\(?1)",
        "conv_output_size",
        "the output size lacks the + 1 for the window at the start: floor((W − F + 2P)/S) + 1",
        unless=r"transpos|same\b|deconv|integer|whole|divisib|remainder|mod\b",
    ),
    Slip(
        r"softmax",
        r"exp\((\w+)\)/\(?(?:sum\(exp\(\1\)|exp\(\1\)\.sum\()|^(\w+)=exp\((\w+)\)$[\s\S]{0,200}?\2/\(?(?:sum\(\2|\2\.sum\()",
        "softmax",
        "softmax in code overflows for large scores; subtract the maximum of each row first",
        unless=r"(?<!soft)max\(|\.max|amax|logsumexp",
        code=True,
    ),
    Slip(
        r"\badam\b",
        r"(?:lr|learning_rate|alpha|eta|step_size)\w*\*?\(?m\w*\)?/\(?sqrt\(v\w*\)",
        "adam_step",
        "this Adam has no bias correction; divide m by 1 − β₁ᵗ and v by 1 − β₂ᵗ first",
        unless=r"hat|1-\(?beta_?\w*\)?\^|bias|correct|adamax|amsgrad|1-b\w*\^",
    ),
    Slip(
        r"sigmoid|logistic",
        r"(?:sigma|sigmoid)\((\w+)\)\*?\(1\+(?:sigma|sigmoid)\(\1\)\)",
        "sigmoid_value_and_derivative",
        "the derivative of the sigmoid is σ(x)·(1 − σ(x)), with a minus",
    ),
    Slip(
        r"tanh",
        r"(?:tanh'\(?\w*\)?|d/dx\w*tanh\(\w+\)|derivative\w*|dtanh\w*|grad\w*)=?:?1-tanh\((\w+)\)(?!\^2|\*tanh|\*\*2)",
        "tanh_value_and_derivative",
        "the derivative of tanh is 1 − tanh²(x), with a square",
    ),
    Slip(
        r"iou|jaccard|intersection over union|bounding box",
        r"^\s*union\w*=\(?(?:area\w*|\w*area|[ab]\w*|s\d)\)?\+\(?(?:area\w*|\w*area|[ab]\w*|s\d)\)?(?:#.*)?$",
        "iou",
        "the union counts the overlap twice; subtract the intersection",
        unless=r"union\w*-=|union-inter|-inter",
    ),
    Slip(
        r"\bf1\b|f-?score|f1-?score",
        r"f_?1\w*=\(?(?:p|precision|prec)\+(?:r|recall|rec)\)?/2|f_?1\w*=2\*?\(?(?:p|precision)\+(?:r|recall)\)?/\(?(?:p|precision)\*?(?:r|recall)\b",
        "f1_score",
        "F1 is the harmonic mean 2PR/(P + R)",
    ),
    Slip(
        r"recall|precision|sensitivity",
        r"(?:recall|sensitivity)=\(?tp\)?/\(?tp\+fp\b|precision=\(?tp\)?/\(?tp\+fn\b",
        "precision",
        "precision is TP/(TP + FP) and recall is TP/(TP + FN); these two are exchanged",
    ),
    Slip(
        r"xavier|glorot|kaiming|\bhe\b",
        r"(?:xavier|glorot)\w*[:=][^\n;,]{0,20}?sqrt\(\(?2\)?/\(?(?:n|n_?in|fan_?in)\)?\)|(?:kaiming|\bhe(?:init\w*|normal)?)[:=][^\n;,]{0,20}?sqrt\(\(?1\)?/\(?(?:n|n_?in|fan_?in)\)?\)",
        "he_std",
        "He's standard deviation is √(2/n_in), Glorot's √(2/(n_in + n_out)); these two are exchanged",
    ),
    Slip(
        r"batch ?-?norm|layer ?-?norm|\bbn\b|normali[sz]ation",
        r"sqrt\((?:var\w*|sigma\w*\^2|v)\)\+eps",
        "norm_eps_placement",
        "ε belongs under the root: √(σ² + ε)",
        unless=r"adam|rmsprop|adagrad",
    ),
    Slip(
        r"momentum",
        r"^(\w*v\w*)=[\w.]+\*\1\+(?:lr|eta|alpha|learning_rate)\*\w+$[\s\S]{0,160}?^(\w+)(?:\+=\1|=\2\+\1)$",
        "momentum_step",
        "this momentum climbs: with + lr·gradient in the velocity, subtract the velocity",
    ),
    Slip(
        r"cross[ -]?entropy|log[ -]?loss|nll|negative log",
        r"^(?:\|?(?:loss|l|ce|j|cost|h|nll)\w*(?:\([\w,|]*\))?)=(?:\(?1/\(?\w+\)?\)?\*?)?(?:sum|mean)[\w_^=|]*\(?\(?[yt]\w*(?:\[\w+\])?\*?(?:log|ln)\(",
        "softmax_cross_entropy",
        "the cross-entropy lacks its minus sign: −Σ y·log p",
        unless=r"-loss|return-|-1\*|loss=-|likelihood",
    ),
    Slip(
        r"softmax|cross[ -]?entropy",
        r"^d(?:z|logits|scores|s)=(?:y|targets?|labels|y_true|one_?hot|t)-(?:p|probs|y_?hat|softmax\w*|y_pred)\b",
        "softmax_cross_entropy",
        "the gradient by the logits is p − y; this one has the other sign",
    ),
    Slip(
        r"inverted dropout",
        r"^\w*mask\w*=\(?(?:random\.)?(?:rand|random|uniform)\w*\([^\n]*\)<\w+\)?(?:\.astype\(\w+\))?$",
        "dropout_forward",
        "inverted dropout divides the kept values by the keep probability in training",
        unless=r"/=|/\(?(?:keep|p|q|1-|\(1-)|\*\(?1/",
    ),
    Slip(
        r"parameter|weights",
        r"(?:params?|parameters|weights)=\(?(?:k|f)(?:\^2|\*(?:k|f))\*\(?(?:c_?in|cin)\)?\+(?:c_?out|cout)$",
        "conv_param_count",
        "each of the C_out filters has k·k·C_in weights: k²·C_in·C_out (+ C_out biases)",
    ),
    Slip(
        r"batch ?-?norm|layer ?-?norm|\bbn\b",
        r"-(?:mu|mean|\w*mean)\w*\)/\(?(?:sigma|std)(?:_\w)?\+eps",
        "norm_eps_placement",
        "ε belongs under the root, beside the variance: √(σ² + ε)",
    ),
    Slip(
        r"batch ?-?norm",
        r"^n,d=x\.shape$[\s\S]{0,300}?^(?:mu|mean|\w+_mean)=(?:x\.mean\((?:axis=)?(?:1|-1)\b|mean\(x,(?:axis=)?(?:1|-1)\b)",
        "batch_norm_forward",
        "batch normalization takes the mean of each feature over the batch, axis 0; axis 1 is layer norm",
        unless=r"layer-?norm|instance|group|\.t\b|transpos|permut",
    ),
    Slip(
        r"conv|output size|feature map|kernel|filter|padding|stride",
        rf"\(?\(?{_SIZE}(?:{_PADDING})?-{_KERNEL}(?:{_PADDING})?\)/2\+1[^\n]*\bs\w*is(?:the)?stride|"
        rf"\({_SIZE}(?:{_PADDING})?-{_KERNEL}(?:{_PADDING})?\)/2\+1[^\n]*sis(?:the)?stride",
        "conv_output_size",
        "the output size divides by the stride, not by 2: floor((W − F + 2P)/S) + 1",
    ),
    Slip(
        r"depth-?wise",
        r"(?:param\w*|weights)[:=]*(k|n|f|d_?k)(?:\*\1|\^2)\+\1(?!\w)",
        "depthwise_separable_params",
        "the channels are missing: k²·C_in weights depthwise and C_in·C_out pointwise",
    ),
    Slip(
        r"mahalanobis",
        r"\(?\(?(\w-\w+)\)\^t(?:s|sigma|c)\^-1\(?\1\)?\^t",
        "mahalanobis_distance",
        "only the first factor is transposed: √((x − μ)ᵀ S⁻¹ (x − μ))",
    ),
    Slip(
        r"frobenius",
        r"(?:the)?sum(?:mation)?of(?:the)?squares?ofall(?:the)?(?:matrix)?(?:elements|entries)",
        "matrix_norms",
        "the Frobenius norm is the square root of that sum",
        unless=r"root|sqrt|squared(?:frobenius)?norm|normsquared|itssquare|squareofthe\w*norm|norm\w*\^2|\|\^2",
    ),
    Slip(
        r"whiten",
        r"divid\w*?(?:dimension|axis|component|coordinate|direction)s?\w*?by(?:the|its|their)\w*?eigenvalues?(?!\w*root)",
        "pca_whitening",
        "whitening divides by the square root of the eigenvalue, which is the standard deviation",
        unless=r"singular|by(?:the|its)(?:square)?rootof",
    ),
    Slip(
        r"dropout",
        r"(?:useallactivations|(?:at|during)(?:test|inference|evaluation)(?:time)?)"
        r"(?:(?!train|nothing|unchanged|identity)[^\n.;|]){0,60}?(?:scal|multipl)[a-z]*(?:by)?[^\n.;|a-z]{0,8}1/\(1-",
        "dropout_test_scale",
        "at test time plain dropout multiplies by 1 − p; inverted dropout divides by it in training",
    ),
    Slip(
        r"variance|initiali[sz]",
        r"(?:variance|unit)[^\n.]{0,80}?scal\w*?weights?(?:vector|matrix|s)?by(?:the)?(?:squareroot|sqrt)of(?:its|the)?fan-?in",
        "he_std",
        "the weights are divided by the square root of the fan-in, not multiplied",
    ),
    Slip(
        r"momentum|moving average|running",
        r"(alpha|beta_?\w?|rho|gamma|mu)\*?(g|grad|dw)_t-1\+\(1-\1\)\*?\2_t\b",
        "momentum_ema_step",
        "a running average goes on from itself: V_t = α·V_{t−1} + (1 − α)·G_t",
    ),
    Slip(
        r"gradient|backprop|descent|update",
        r"^(\w{3,})\w?=(?:goal|target|label|y_true|y)\w*-(?:pred|y_?hat|y_pred|out)\w*$[\s\S]{0,200}?"
        r"^(\w+)(?:-=|=\2-)(?=[^\n]*\*)[^\n]*\b\1\w?\b",
        "gradient_descent_step",
        "this step climbs: with target − prediction as the error, add the step, or take prediction − target",
        unless=r"-2\*|=-\(?\w+\*|\(-|\*-",
    ),
    Slip(
        r"gradient|backprop|descent|update|sgd",
        r"(?:sub_*\(|^(\w+)(?:-=|=\1-)\(?)(?:lr|learning_rate|alpha|eta)\+\w*\.?(?:grad|dw|dx)",
        "gradient_descent_step",
        "the step is the learning rate times the gradient, not their sum",
    ),
    Slip(
        r"mse|mean squared|squared error",
        r"mean\(\((\w+)-(\w+)\)\^2[\s\S]{0,300}?return2\*\((?:self\.)?\1-(?:self\.)?\2\)$",
        "mse_loss",
        "the loss is a mean, so its gradient is divided by the number of elements: 2(p − t)/n",
    ),
    Slip(
        r"backward|backprop",
        r"^(self\.w\w*)-=[^\n]+$(?:(?!\ndef)[\s\S]){0,300}?^(?:return|dx=|grad_(?:in|input|x)=)(?:dot\(|matmul\()?[^\n]*\b\1\.t\b",
        "linear_backward",
        "the weights are changed before the gradient by the input is computed from them; compute it first",
    ),
    Slip(
        r"batch ?-?norm|layer ?-?norm|\bbn\b",
        r"=\(\w+\*(?:self\.)?((?:std|sigma)\w*)\+\w+\*\(?(?:self\.)?\w+-(?:self\.)?(?:mean|mu)\w*\)?\)"
        r"/\(?(?:self\.)?\1(?:\^2|\*(?:self\.)?\1)",
        "batch_norm_backward",
        "the derivative of a quotient has a minus: (u'·v − u·v')/v², with μ and σ from every example",
    ),
    Slip(
        r"batch ?-?norm|\bbn\b",
        r"^(\w+)=1\.?0?/n$[\s\S]{0,120}?^(\w+)=1-\1$(?:(?!\ndef)[\s\S]){0,400}?=[^\n]*\*\2$",
        "batch_norm_backward",
        "each example moves μ and σ of all, so sum over the batch; the derivative of σ² is 2(x − μ)/N",
    ),
    Slip(
        r"batch ?-?norm|layer ?-?norm|\bbn\b",
        r"^(self\.gamma\w*)(?:-=|=\1-)[^\n]+$(?:(?!\ndef)[\s\S]){0,300}?^\w+=[^\n]*\*\1\b",
        "batch_norm_backward",
        "γ is changed before the gradient by the input is computed from it; compute that first",
    ),
    Slip(
        r"tensor|pytorch|torch|image|batch",
        r"[\[(](?:batch\w*|n|b|bs),(?:num_?|n_?|in_?)?(?:c|ch|channels?\w*),(?:img_?)?w(?:idth)?,(?:img_?)?h(?:eight)?[\])]",
        "nchw_index",
        "images lie in a batch as N × C × H × W: the height comes before the width",
    ),
    Slip(
        r"relu",
        r"\brelu(?:itself)?isalinearfunction|\brelu(?:itself)?islinear(?!for|on|when|where|in|if|above|with|unit|part|to)",
        "linear_layers_collapse",
        "ReLU is linear only piece by piece; as a whole it is not, else layers of it would collapse into one",
        unless=r"piece-?wise|half-?linear|partlylinear",
    ),
    Slip(
        r"\bl1\b|lasso",
        r"(?:l1|lasso)[^\n.]{0,40}?(?:sparsif(?:y|ies)(?:the)?inputs|makes?(?:the)?inputssparse)",
        "l1_soft_threshold",
        "the L1 penalty makes weights sparse, not inputs",
    ),
    Slip(
        r"\bnn\.|torch|module",
        r"^self\.\w*(?:layers?|blocks?|modules)\w*=\[(?:torch\.)?(?:nn\.)?(?:linear|conv\dd|\w*block)\(",
        "mlp_param_count",
        "layers in a plain list are no parameters of the module: use nn.ModuleList or nn.Sequential",
        unless=r"modulelist\(self|sequential\(\*self|add_module|parameterlist|keras",
    ),
    Slip(
        r"initiali[sz]|\bweights?\b",
        r"^(?:self\.)?(?:w\w?|weights?\w*)=(?:0?\.\d+\*|1e-\d\*)?(?:random\.)?rand\([\w,.]+\)(?:\*0?\.\d+)?$",
        "gradient_sign_shared",
        "rand draws from [0, 1), so that all weights are positive; draw around zero, such as randn/√n_in",
        unless=r"-0?\.5|\*2-1|2\*rand|perceptron|mask",
    ),
    Slip(
        r"kullback|\bkl\b|kl[- ]diverg",
        r"kl\(p(?:[|∥,]+|parallel)q\)=\w*?sum(?:_\w)?q(?:\(\w\)|_\w)?\*?(?:log|ln)",
        "kl_divergence",
        "KL(p‖q) weighs by p: Σ p·log(p/q)",
    ),
    Slip(
        r"regulari[sz]|weight decay|\bl2\b",
        r"0?\.5\*(\w+)\*sum\((\w+)(?:\*\2|\^2)\)[\s\S]{0,200}?d\2\+=2\*\1\*\2\b",
        "l2_sgd_step",
        "the gradient of ½·λ·Σw² is λ·w, without the factor 2",
    ),
    Slip(
        r"regulari[sz]|weight decay|\bl2\b",
        r"(?<!\.5\*)(?<!/2\*)\b(\w*(?:reg|lam|decay)\w*)\*sum\((\w+)(?:\*\2|\^2)\)(?!/2|\*0?\.5)[\s\S]{0,200}?d\2\+=\1\*\2$",
        "l2_sgd_step",
        "the gradient of λ·Σw² is 2·λ·w; without the 2 the penalty is ½·λ·Σw²",
        unless=r"0?\.5\*|/2",
    ),
)
