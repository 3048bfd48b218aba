import JupyterProtocol
import Testing

extension KernelTests {
  @Suite struct RobustnessTests {
    @Test("a damaged message is dropped and the next good one answered", arguments: Damage.allCases)
    func damaged(_ damage: Damage) throws {
      let frontEnd = try MockFrontEnd()
      for socket in [frontEnd.shell, frontEnd.control, frontEnd.stdin] {
        let good = frontEnd.request("execute_request", ["code": "say damaged"])
        socket.send(damage.apply(to: good.frames(signer: frontEnd.signer), frontEnd.signer))
      }
      let (shown, reply) = try frontEnd.finish("fine")
      #expect(shown == ["status busy", "execute_input fine", "execute_result fine", "status idle"])
      reply.expectOK()
    }

    enum Damage: CaseIterable {
      case wrongSignature, noSignature, otherKey, noDelimiter, onlyDelimiter, oneFrame, empty, truncated, notUTF8,
        notJSON
      case deep, contentIsAList, headerWithoutID

      func apply(to frames: [[UInt8]], _ signer: MessageSigner) -> [[UInt8]] {
        var frames = frames
        switch self {
        case .wrongSignature: frames[1][0] ^= 1
        case .noSignature: frames[1] = []
        case .otherKey: frames[1] = MessageSigner(key: "other").signature(of: Array(frames[2..<6]))
        case .noDelimiter: frames.removeFirst()
        case .onlyDelimiter: frames = [frames[0]]
        case .oneFrame: frames = [[0xFF, 0]]
        case .empty: frames = [[]]
        case .truncated: frames.removeLast()
        case .notUTF8: frames[5] = [0x7B, 0x22, 0xFF, 0x22, 0x7D]
        case .notJSON: frames[5] = Array("{\"code\":".utf8)
        case .deep: frames[5] = Array(String(repeating: "[", count: 1_000_000).utf8)
        case .contentIsAList: frames[5] = Array("[]".utf8)
        case .headerWithoutID: frames[2] = Array(#"{"msg_type":"execute_request"}"#.utf8)
        }
        let isSigned: Set<Damage> = [.notUTF8, .notJSON, .deep, .contentIsAList, .headerWithoutID]
        if isSigned.contains(self) { frames[1] = signer.signature(of: Array(frames[2..<6])) }
        return frames
      }
    }

    @Test("2,000 messages of random frames and cuts leave the kernel answering")
    func random() throws {
      let frontEnd = try MockFrontEnd()
      var state: UInt64 = 11
      func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
      }
      for number in 0..<2000 {
        let type = ["execute_request", "complete_request", "history_request", "comm_open", "x"][next(5)]
        let content: JSONValue = ["code": .int(number), "cursor_pos": .int(number - 1000)]
        var frames = frontEnd.request(type, content).frames(signer: frontEnd.signer)
        for _ in 0...next(2) {
          let index = next(frames.count)
          switch next(4) {
          case 0: frames.remove(at: index)
          case 1: frames[index] = Array(frames[index].prefix(next(frames[index].count + 1)))
          case 2: frames.insert((0..<next(50)).map { _ in UInt8(next(256)) }, at: index)
          default: frames.swapAt(index, next(frames.count))
          }
          if frames.isEmpty { frames = [[]] }
        }
        [frontEnd.shell, frontEnd.control, frontEnd.stdin][next(3)].send(frames)
      }
      let id = frontEnd.execute("fine")
      #expect(try frontEnd.reply(to: id, on: frontEnd.shell).content["status"] == "ok")
      #expect(try frontEnd.shown(until: id).last?.summary == "status idle")
    }

    @Test("a message that comes again is not obeyed again")
    func replayed() throws {
      let frontEnd = try MockFrontEnd()
      let frames = frontEnd.request("execute_request", ["code": "cell"]).frames(signer: frontEnd.signer)
      for _ in 0..<3 { frontEnd.shell.send(frames) }
      #expect(try frontEnd.receive(on: frontEnd.shell).content["execution_count"] == 1)
      #expect(try frontEnd.finish("cell").reply["execution_count"] == 2)
    }

    @Test(
      "a request of an unknown type gets busy and idle and no reply", arguments: ["future_request", "", "comm_msg"])
    func unknownType(_ type: String) throws {
      let frontEnd = try MockFrontEnd()
      for socket in [frontEnd.shell, frontEnd.control] {
        let id = frontEnd.send(type, ["what": [1, 2]], on: socket)
        #expect(try frontEnd.shown(until: id).map(\.summary) == ["status busy", "status idle"])
      }
      #expect(try frontEnd.finish("x").reply["status"] == "ok")
    }

    @Test(
      "a request without its members gets an error in the reply of its own type",
      arguments: [
        ("execute_request", "execute_reply"), ("complete_request", "complete_reply"),
        ("inspect_request", "inspect_reply"), ("is_complete_request", "is_complete_reply"),
        ("history_request", "history_reply"),
      ])
    func invalidContent(_ type: String, _ replyType: String) throws {
      let frontEnd = try MockFrontEnd()
      let id = frontEnd.send(type, ["code": 1], on: frontEnd.shell)
      let reply = try frontEnd.reply(to: id, on: frontEnd.shell)
      #expect(reply.header.type == replyType)
      #expect(reply.content["status"] == "error")
      #expect(reply.content["ename"] == "InvalidRequest")
      #expect((reply.content["execution_count"] != nil) == (type == "execute_request"))
      #expect(try frontEnd.shown(until: id).map(\.summary) == ["status busy", "status idle"])
    }

    @Test("without a key messages go unsigned both ways")
    func noKey() throws {
      let frontEnd = try MockFrontEnd(key: "")
      #expect(try frontEnd.finish("x").reply["status"] == "ok")
    }
  }
}
