"""Oracle of quantisation: ONNX QuantizeLinear and DequantizeLinear."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator


def onnx_quantize(x, scale, zero, kind):
    """Codes of ONNX QuantizeLinear for a type of whole numbers."""
    node = helper.make_node("QuantizeLinear", ["x", "s", "z"], ["q"])
    inputs = {"x": np.asarray(x, np.float32), "s": np.array(scale, np.float32), "z": np.array(zero, kind)}
    types = {
        "x": TensorProto.FLOAT,
        "s": TensorProto.FLOAT,
        "z": helper.np_dtype_to_tensor_dtype(np.dtype(kind)),
    }
    values = [helper.make_tensor_value_info(k, types[k], a.shape) for k, a in inputs.items()]
    output = helper.make_tensor_value_info("q", types["z"], None)
    graph = helper.make_graph([node], "g", values, [output])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    return ReferenceEvaluator(model).run(None, inputs)[0]


def quantization(variant):
    p = variant.params
    if variant.level == 1:
        scale = float(Fraction(str(p["largest"])) / 127)
        assert onnx_quantize([p["largest"]], scale, 0, np.int8)[0] == 127
        return {"scale": scale, "q": int(onnx_quantize([p["x"]], scale, 0, np.int8)[0])}
    scale = (Fraction(str(p["high"])) - Fraction(str(p["low"]))) / 255
    # the zero point is the code of 0 when the lower end has the code 0
    zero = int(onnx_quantize([-p["low"]], float(scale), 0, np.uint8)[0])
    found = {"step": float(scale), "zero": zero}
    if variant.level == 2:
        return found | {"code": int(onnx_quantize([p["x"]], float(scale), zero, np.uint8)[0])}
    codes = [int(q) for q in onnx_quantize(p["values"], float(scale), zero, np.uint8)]
    return {"codes": codes, "restored": [float(scale * (q - zero)) for q in codes]}


ORACLES = {"quantization": ("ONNX QuantizeLinear under the reference evaluator", quantization)}
