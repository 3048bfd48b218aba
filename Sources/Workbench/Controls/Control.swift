import CommandLanguage
import Figures
import Glibc
import Synchronization

/// Something that a front end shows and that keeps its value while other cells run: a slider that the reader moves, a bar
/// that a cell fills.
///
/// A reference on purpose: all copies are the one thing on the screen. Any thread may read and set the value.
public final class Control: Sendable {
  /// What is shown.
  public enum Kind: Hashable, Sendable {
    /// A knob that the reader moves.
    case slider(step: Double)
    /// A bar that fills.
    case progress
  }

  /// A name that no other control of the session has, the same when the notebook runs again.
  public let id: String
  /// What it is.
  public let kind: Kind
  /// What stands beside it.
  public let label: String
  /// The least and the greatest value.
  public let range: ClosedRange<Double>
  private let current: Mutex<Double>

  init(id: String, kind: Kind, label: String, range: ClosedRange<Double>, value: Double) {
    self.id = id
    self.kind = kind
    self.label = label
    self.range = range
    current = Mutex(value)
  }

  /// The value now; one outside the range is brought to its nearer end.
  public var value: Double {
    get { current.withLock { $0 } }
    set {
      if newValue.isFinite { current.withLock { $0 = min(max(newValue, range.lowerBound), range.upperBound) } }
    }
  }

  /// 1, 2 or 5 times a power of ten, about `width` or somewhat less: front ends move a slider in whole steps from its
  /// beginning, and round values should be among them.
  static func roundStep(_ width: Double) -> Double {
    let power = pow(10, floor(log10(width)))
    // A hair more, so that a range such as 0.01...1 has steps of 0.01.
    let factor = [10.0, 5, 2].first { $0 * power <= width * 1.02 } ?? 1
    return power > 0 && power.isFinite ? factor * power : width
  }

  /// What a front end without controls shows.
  public var text: String {
    let (now, least, most) = (NumberText.reading(value), NumberText.reading(range.lowerBound), end)
    return kind == .progress ? "\(label): \(now) of \(most)" : "\(label): \(now), in \(least)...\(most)"
  }

  private var end: String { NumberText.reading(range.upperBound) }
}

/// A control as cells hold it.
protocol ControlValue: ForeignValue {
  var control: Control { get }
}

extension ControlValue {
  var displayText: String { control.text }
  func isEqual(to other: any ForeignValue) -> Bool? { (other as? Self).map { $0.control === control } }
}

/// A control that the reader moves.
struct Slider: ControlValue {
  static let typeName = "Slider"

  let control: Control
}

/// A control that a cell fills.
struct ProgressBar: ControlValue {
  static let typeName = "ProgressBar"

  let control: Control
}
