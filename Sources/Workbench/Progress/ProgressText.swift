import Figures
import Tensors

/// The one-line text of long work: while it runs, and once it is over.
///
/// The running form carries rate and remaining time; the final form, which a saved notebook keeps, carries no clock.
enum ProgressText {
  /// `train  ▐██████░░░░▌  6 of 10 epochs · loss 0.123 · 2.1 epochs/s · 2 s left`
  static func running(_ progress: Progress, seconds: Double) -> String {
    let done = progress.total > 0 ? min(max(Double(progress.completed) / Double(progress.total), 0), 1) : 0
    var parts = [counted(progress)] + progress.measures.map(measured)
    if progress.completed > 0, seconds > 0.5 {
      let rate = Double(progress.completed) / seconds
      if !isShare(progress) { parts.append("\(short(rate)) \(plural(progress.unit))/s") }
      parts.append("\(duration(Double(progress.total - progress.completed) / rate)) left")
    }
    return "\(progress.operation)  \(bar(done))  " + parts.joined(separator: " · ")
  }

  /// `train: 480 steps`, before anything is done: a front end that shows no updates keeps this line.
  static func begun(_ progress: Progress) -> String {
    if isShare(progress) { return progress.operation }
    return "\(progress.operation): \(grouped(progress.total)) \(unit(progress.unit, progress.total))"
  }

  /// `train: 10 epochs · loss 0.0123 · accuracy 0.978`
  static func finished(_ progress: Progress) -> String {
    let stopped = progress.completed < progress.total
    let count =
      stopped || isShare(progress)
      ? counted(progress) : "\(grouped(progress.total)) \(unit(progress.unit, progress.total))"
    return "\(progress.operation): " + ([count] + progress.measures.map(measured)).joined(separator: " · ")
  }

  /// Whether it is work that has no steps to count, told in per cent or in parts of the whole.
  private static func isShare(_ progress: Progress) -> Bool { ["%", "part"].contains(progress.unit) }

  private static func bar(_ fraction: Double) -> String {
    let width = 24
    let filled = Int((fraction * Double(width)).rounded(.down))
    return "▐" + String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled) + "▌"
  }

  private static func counted(_ progress: Progress) -> String {
    if isShare(progress) { return "\(100 * progress.completed / max(progress.total, 1)) %" }
    return "\(grouped(progress.completed)) of \(grouped(progress.total)) \(unit(progress.unit, progress.total))"
  }

  private static func measured(_ measure: Progress.Measure) -> String { "\(measure.name) \(short(measure.value))" }

  private static func unit(_ name: String, _ count: Int) -> String { count == 1 ? name : plural(name) }

  private static func plural(_ name: String) -> String { name.hasSuffix("y") ? name.dropLast() + "ies" : name + "s" }

  private static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite else { return "?" }
    let whole = Int(min(seconds.rounded(.up), 1e9))
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole / 60 % 60) min"
  }

  private static func short(_ value: Double) -> String { NumberText.reading(value) }

  private static func grouped(_ value: Int) -> String { NumberText.grouped(value) }
}
