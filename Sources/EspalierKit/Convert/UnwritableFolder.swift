/// A place where no file can be made.
struct UnwritableFolder: Error, CustomStringConvertible {
  let folder: String

  var description: String { "cannot be written: '\(folder)' is no folder one may write in" }
}
