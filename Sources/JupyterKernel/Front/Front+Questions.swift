import JupyterProtocol

extension Front {
  /// Asks the user of the front end that sent a shell's cell.
  func ask(_ request: InputRequest, parent: Parent, of shell: ShellQueue?) {
    guard let shell else { return }
    let header = factory.header(type: request.messageType)
    shell.questionID = header.id
    shell.waitingQuestion = frames(request, header, to: parent.identities, parent: parent)
    askAgain()
  }

  /// Whether a question waits for its front end.
  var hasQuestion: Bool { shells.contains { $0.waitingQuestion != nil } }

  /// Sends the questions that wait, if their front ends are there by now.
  ///
  /// A front end connects its channels one by one: a cell that asks at once can be faster than its stdin.
  func askAgain() {
    for shell in shells {
      if let question = shell.waitingQuestion, stdin.send(question) { shell.waitingQuestion = nil }
    }
  }

  /// Takes the users' answers. One that names an earlier question as its parent came too late, and one without its text
  /// cannot be used: the cell goes on waiting.
  func takeAnswers() {
    while let message = nextMessage(on: stdin) {
      guard let message, message.header.type == InputReply.type, let reply = try? InputReply(message.content) else {
        continue
      }
      guard let shell = shellAsking(message) else { continue }
      shell.questionID = nil
      shell.desk.answer(reply.value)
    }
  }

  /// The shell whose question a message answers. An answer that does not say which is for the shell in its header, or
  /// for the first that asks.
  private func shellAsking(_ answer: Message) -> ShellQueue? {
    let asking = shells.filter { $0.questionID != nil }
    if let parent = answer.parentID, parent.hasPrefix(factory.session) {
      return asking.first { $0.questionID == parent }
    }
    return asking.first { $0.id == answer.header.subshellID } ?? asking.first
  }
}
