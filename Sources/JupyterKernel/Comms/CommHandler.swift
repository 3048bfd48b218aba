public import JupyterProtocol

/// What becomes of something said on a comm: the kernel says each of the results in return.
///
/// Called on the front thread, also while cells run, so it must not wait for anything.
public typealias CommHandler = @Sendable (_ data: JSONValue) -> [JSONValue]

/// What becomes of a comm that a front end opens to the kernel: its handler, or nil to close it.
public typealias CommTarget = @Sendable (_ data: JSONValue) -> CommHandler?
