import EspalierKit

/// The kernel itself: Espalier's commands and no others.
@main
struct Espalier: KernelApplication {
  static let commandName = "espalier"
  static let displayName = "Espalier"
  static let version = "0.1.0"
  static let summary = "A Jupyter kernel for pruning geometry: train networks, prune them, measure what pruning does."
  static let banner = "Espalier \(version): train, prune and measure neural networks. help() lists the commands."
  static let discussion = """
    A cell is written in a subset of Swift. This one trains a network and shows
    its learning curves:

      let data = digits()
      let run = train(mlp([64, 300, 100, 10]), on: data, epochs: 5)
      plot(run)

    In a front end:      espalier install, then choose 'Espalier' in JupyterLab
    Without a front end: espalier run study.ipynb -p seed=3 -o study-3.ipynb
                         espalier run study.swift
    At a prompt:         espalier repl
    What can be said:    espalier manual
    If anything fails:   espalier doctor

    The variable ESPALIER_DATA names the folder of data sets (mnist/, fashion/,
    …); the set 'digits' is compiled in.
    """
}
