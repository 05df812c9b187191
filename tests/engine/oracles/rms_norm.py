"""Oracle of RMSNorm: ONNX's RMSNormalization operator."""

from __future__ import annotations

import numpy as np
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator


def rms_norm(variant):
    p = variant.params
    x = np.atleast_2d(np.asarray(p["x"], dtype=float))
    arrays = {"X": x, "scale": np.asarray(p.get("gain", np.ones(x.shape[1])), dtype=float)}
    node = helper.make_node(
        "RMSNormalization", list(arrays), ["Y"], axis=-1, epsilon=p.get("eps", 0.0), stash_type=1
    )
    inputs = [helper.make_tensor_value_info(k, TensorProto.DOUBLE, v.shape) for k, v in arrays.items()]
    output = helper.make_tensor_value_info("Y", TensorProto.DOUBLE, None)
    model = helper.make_model(
        helper.make_graph([node], "g", inputs, [output]), opset_imports=[helper.make_opsetid("", 23)]
    )
    y = ReferenceEvaluator(model).run(None, arrays)[0]
    return {"rms": np.linalg.norm(x[0]) / np.sqrt(x.shape[1]), "y": y[0], "Y": y}


ORACLES = {"rms_norm": ("ONNX's RMSNormalization operator", rms_norm)}
