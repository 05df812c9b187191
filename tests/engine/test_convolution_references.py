"""The public functions on convolutions, pools and networks give what their exercises answer."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine.topics.bottlenecks import bottleneck_weights
from engine.topics.channel_blocks import dense_block_channels, inception_weights
from engine.topics.classifier_heads import head_parameters, new_head_parameters
from engine.topics.convolution_costs import conv_macs, stage_ratios
from engine.topics.convolution_fans import conv_fans
from engine.topics.convolution_geometry import dilated_extent, strided_same_padding
from engine.topics.convolution_parameters import conv_parameters, grouped_conv_parameters
from engine.topics.convolution_settings import find_convolution
from engine.topics.convolution_signals import conv1d, shift_mismatch
from engine.topics.convolution_sizes import conv_output_size
from engine.topics.convolution_values import conv2d, conv_map
from engine.topics.dense_convolutions import dense_and_convolution, dense_as_convolution
from engine.topics.depthwise_separable import depthwise_separable, depthwise_separable_cost
from engine.topics.global_pooling import adaptive_bins, global_average_pool, pyramid_length
from engine.topics.im2col import im2col
from engine.topics.network_costs import activation_bytes, cost_by_kind
from engine.topics.network_patterns import pattern_layers, vgg_stage
from engine.topics.pooling import average_pool, max_pool
from engine.topics.pooling_gradients import pool_backward
from engine.topics.pooling_properties import cells_changed_by_shift, conv_then_average
from engine.topics.pooling_sizes import pool_output_size, unseen_pixels
from engine.topics.receptive_field_depth import layers_to_see, path_counts
from engine.topics.receptive_fields import dilated_receptive_field, receptive_field
from engine.topics.residual_blocks import residual_block_shape
from engine.topics.residual_parameters import residual_block_parameters
from engine.topics.small_networks import network_trace
from engine.topics.squeeze_excitation import se_parameters, squeeze_excitation
from engine.topics.stacked_kernels import pointwise_reduction, stacked_parameters
from engine.topics.transposed_convolution import conv_matrix, transposed_conv1d
from engine.topics.transposed_sizes import conv_transpose_output_size, input_sizes

CASES = [
    ("conv2d_forward", 3, lambda p: {"y": conv_map(p["x"], p["w"], p["b"], p["s"], p["p"])}),
    ("conv2d_channels", 2, lambda p: {"y": conv2d([p["x0"], p["x1"]], [[p["w0"], p["w1"]]], p["b"])[0]}),
    (
        "depthwise_conv2d_forward",
        3,
        lambda p: dict(
            zip(
                ("y0", "y1"),
                depthwise_separable([p["x0"], p["x1"]], [p["w0"], p["w1"]], p["mix"]),
                strict=True,
            )
        ),
    ),
    ("conv_param_count", 3, lambda p: {"total": conv_parameters(p["c_in"], p["c_out"], p["k_h"], p["k_w"])}),
    (
        "grouped_conv_params",
        2,
        lambda p: {
            "weights": grouped_conv_parameters(p["c_in"], p["c_out"], p["k"], p["g"], bias=False),
            "total": grouped_conv_parameters(p["c_in"], p["c_out"], p["k"], p["g"]),
        },
    ),
    ("conv_fan_in", 2, lambda p: named(("fan_in", "fan_out"), conv_fans(p["c_in"], p["c_out"], p["k"]))),
    (
        "depthwise_separable_params",
        2,
        lambda p: named(
            ("separable", "standard", "ratio"), depthwise_separable_cost(p["c_in"], p["c_out"], p["k"])
        ),
    ),
    (
        "conv_transpose_output_size",
        2,
        lambda p: {"size": conv_transpose_output_size(p["n"], p["k"], p["s"], p["p"], p["op"])},
    ),
    (
        "stride_rounding_ambiguity",
        1,
        lambda p: named(("smallest", "largest"), np.array(input_sizes(p["o"], p["k"], p["s"]))[[0, -1]]),
    ),
    ("transposed_conv1d", 3, lambda p: {"x": transposed_conv1d(p["y"], p["w"], p["s"], p["p"])}),
    ("conv_matrix_transpose", 3, lambda p: {"C": conv_matrix(p["w"], p["n"], p["s"], p["p"])}),
    ("dilated_conv1d", 3, lambda p: {"y": conv1d(p["x"], p["w"], dilation=p["d"], left=2 * p["d"])}),
    (
        "receptive_field",
        3,
        lambda p: {"field": receptive_field(p["kernels"], p["strides"], p["dilations"])[0]},
    ),
    ("receptive_field", 2, lambda p: named(("field", "jump"), receptive_field(p["kernels"], p["strides"]))),
    (
        "dilated_receptive_field",
        3,
        lambda p: {"field": dilated_receptive_field(p["k"], p["dilations"], p["blocks"])},
    ),
    (
        "layers_for_receptive_field",
        3,
        lambda p: {"plain": layers_to_see(p["wanted"], p["k"], p["r0"], p["j0"])},
    ),
    ("receptive_field_path_counts", 2, lambda p: {"counts": path_counts(p["kernels"])}),
    ("dilated_kernel_extent", 1, lambda p: {"extent": dilated_extent(p["k"], p["d"])}),
    (
        "strided_same_padding",
        3,
        lambda p: {"split": strided_same_padding(p["n"], p["k"], p["s"], p["d"])[1:]},
    ),
    ("max_pool_2d", 3, lambda p: {"y": max_pool(p["x"], p["k"], p["s"], p["p"])}),
    ("avg_pool_2d", 3, lambda p: {"y": average_pool(p["x"], p["k"], p["s"], p["p"])}),
    (
        "pool_output_size",
        3,
        lambda p: {"full_shape": [p["c"], *pool_output_size(p["n"], p["k"], p["s"], p["p"], ceil_mode=True)]},
    ),
    ("pool_coverage", 2, lambda p: {"unseen": unseen_pixels(p["n"], p["k"], p["s"], p["p"])}),
    (
        "max_pool_shift_invariance",
        3,
        lambda p: {"changed": cells_changed_by_shift(p["x"], p["k"], p["down"])},
    ),
    ("avg_pool_as_conv", 3, lambda p: {"square": conv_then_average(p["w"], p["m"])}),
    ("pool_backward", 3, lambda p: {"d_x": pool_backward(p["x"], p["d_y"], p["k"], p["s"])}),
    (
        "pool_backward",
        1,
        lambda p: {"d_average": pool_backward(np.zeros((4, 4)), p["d_y"], p["k"], p["k"], maximum=False)},
    ),
    ("global_average_pool", 2, lambda p: {"pooled3": global_average_pool(list(p.values()))}),
    ("adaptive_average_pool", 2, lambda p: named(("starts", "ends"), adaptive_bins(len(p["x"]), p["o"]))),
    ("spp_output_length", 2, lambda p: {"length": pyramid_length(p["c"], p["grids"])}),
    (
        "gap_parameter_saving",
        3,
        lambda p: named(("flat_total", "gap_total"), head_parameters(p["h"], p["w"], p["c"], p["classes"])),
    ),
    ("head_replacement_params", 2, lambda p: {"trained": new_head_parameters(p["features"], p["new"])}),
    (
        "fc_vs_conv_params",
        2,
        lambda p: named(
            ("dense_total", "conv_total"),
            dense_and_convolution(p["h"], p["w"], p["c_in"], p["c_out"], p["k"]),
        ),
    ),
    (
        "fc_to_conv",
        2,
        lambda p: {"weights": dense_as_convolution(p["f"], p["c"], p["units"], p["n"])[0]},
    ),
    ("conv_macs", 1, lambda p: {"macs": conv_macs(p["h"], p["w"], p["c_in"], p["c_out"], p["k"])}),
    (
        "stride_channel_ops",
        2,
        lambda p: named(("macs_ratio", "weight_ratio", "activation_ratio"), stage_ratios(p["a"], p["m"])),
    ),
    (
        "convnet_shape_trace",
        3,
        lambda p: {
            "total": sum(count for _, count, _ in network_trace(p["shape"], [*p["first"], *p["second"]]))
        },
    ),
    (
        "small_cnn_cost",
        2,
        lambda p: {"total": 2e-6 * sum(macs for _, macs in cost_by_kind(p["shape"], p["layers"]).values())},
    ),
    (
        "activation_memory",
        2,
        lambda p: {"megabytes": activation_bytes(p["shape"], p["layers"], p["batch"], p["bytes_each"]) / 1e6},
    ),
    ("im2col", 1, lambda p: {"columns": im2col([p["x"]], 2)}),
    (
        "stacked_conv_params",
        2,
        lambda p: named(("layers", "stack"), stacked_parameters(p["c"], p["k"])[:2]),
    ),
    (
        "conv1x1_output",
        3,
        lambda p: named(("behind", "direct"), pointwise_reduction(p["c_in"], p["r"], p["c_out"], p["k"])),
    ),
    ("bottleneck_params", 2, lambda p: named(("block", "plain"), bottleneck_weights(p["c"], p["r"], p["k"]))),
    (
        "residual_block_shapes",
        1,
        lambda p: {"out": residual_block_shape(p["shape"], p["c_out"], p["s"])[0]},
    ),
    (
        "residual_block_params",
        1,
        lambda p: {"main": residual_block_parameters(p["c_out"], p["c_out"], False)},
    ),
    ("residual_block_params", 2, lambda p: {"block": residual_block_parameters(p["c"], p["c_out"], True)}),
    (
        "inception_module",
        2,
        lambda p: {
            "weights": inception_weights(
                *(p[name] for name in ("c", "n1", "r3", "n3", "r5", "n5", "n_pool"))
            )[1]
        },
    ),
    (
        "dense_block_channels",
        1,
        lambda p: {"out": dense_block_channels(p["c"], p["growth"], p["layers"])},
    ),
    ("se_params", 2, lambda p: {"total": se_parameters(p["c"], p["r"], bias=True)}),
    (
        "squeeze_excitation",
        3,
        lambda p: {"y0": squeeze_excitation([p["map0"], p["map1"]], p["w1"], p["w2"])[0]},
    ),
    (
        "vgg_shape_schedule",
        3,
        lambda p: {"out": [(got := vgg_stage(p["n"], p["stage"], p["first"], p["most"]))[0], got[1], got[1]]},
    ),
    (
        "cnn_pattern_layer_count",
        1,
        lambda p: {
            "convs": (got := pattern_layers(p["N"], p["M"], p["K"]))[0],
            "dense": got[2],
        },
    ),
]


def named(names, values):
    return dict(zip(names, values, strict=True))


@pytest.mark.parametrize(("name", "level", "compute"), CASES, ids=[f"{c[0]}-{c[1]}" for c in CASES])
def test_reference_gives_the_answer_of_its_exercise(name, level, compute):
    for seed in range(5):
        variant = engine.exercise(name).variant(seed=seed, level=level)
        for part, value in compute(variant.params).items():
            np.testing.assert_allclose(
                np.asarray(value, dtype=float), variant.answer[part], err_msg=variant.key
            )


@pytest.mark.parametrize("seed", range(10))
def test_a_setting_that_is_found_gives_the_size(seed):
    params = engine.exercise("find_convolution").variant(seed=seed, level=3).params
    k, s, p = find_convolution(params["n"], params["target"])
    assert conv_output_size(params["n"], k, s, p) == params["target"]


def test_convolution_and_shift_agree_where_the_stride_divides_the_shift():
    x, w = [3, 1, 4, 1, 5, 9, 2, 0, 0], [2, -1, 3]
    assert shift_mismatch(x, w, 1) == 0
    assert shift_mismatch(x, w, 2, stride=2) == 0
    assert shift_mismatch(x, w, 1, stride=2) > 0
