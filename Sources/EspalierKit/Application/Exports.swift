// One import gives an extension's author everything that a command is declared with and computes on.
@_exported public import CommandLanguage
@_exported public import Datasets
@_exported public import Experiments
@_exported public import Figures
@_exported public import Geometry
@_exported public import Networks
@_exported public import Pruning
@_exported public import Tensors
@_exported public import Workbench
