import HoldfastModel

extension ClientCase {
  /// A picture of one point.
  static let file: JSONValue = [
    "type": "file", "mediaType": "image/png", "filename": "a.png",
    "url":
      "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  ]

  static let messages: [ClientCase] = [
    ClientCase(
      name: "send", calls: [.saying("Hello")], steps: [.send("Hi")], answers: ["new | Hello | finish"],
      stored: ["user | Hi", "assistant | Hello"]),
    ClientCase(
      name: "send, and the answer is lost", calls: [.saying("Hello")], steps: [.send("Hi"), .repeated()],
      answers: ["new | Hello | finish", "repeat | Hello | finish"],
      stored: ["user | Hi", "assistant | Hello"]),
    ClientCase(
      name: "send an earlier message once more, as a stale page does",
      calls: [.saying("one"), .saying("two")],
      steps: [.send("Hi"), .load(tab: 1), .send("More"), .sendAgain(tab: 1)],
      answers: ["new | one | finish", "new | two | finish", "repeat | one | finish"],
      stored: ["user | Hi", "assistant | one", "user | More", "assistant | two"]),
    ClientCase(
      name: "a file without text", calls: [.saying("A point")], steps: [.sendFile()],
      answers: ["new | A point | finish"], stored: ["user | file image/png", "assistant | A point"]),

    ClientCase(
      name: "edit", versions: ChatClient.Version.stock, calls: [.saying("Hello"), .saying("Bye")],
      steps: [.send("Hi"), .edit("m1", "Tschüss"), .repeated()],
      answers: ["new | Hello | finish", "new | Bye | finish", "repeat | Bye | finish"],
      stored: ["user | Tschüss", "assistant | Bye"]),
    ClientCase(
      name: "edit an earlier message", versions: ChatClient.Version.stock,
      calls: [.saying("one"), .saying("two"), .saying("three")],
      steps: [.send("Hi"), .send("More"), .edit("m1", "Anew")],
      answers: ["new | one | finish", "new | two | finish", "new | three | finish"],
      stored: ["user | Anew", "assistant | three"]),
    ClientCase(
      name: "edit nothing in the last message", versions: ChatClient.Version.stock, calls: [.saying("one")],
      steps: [.send("Hi"), .edit("m1", "Hi")], answers: ["new | one | finish", "repeat | one | finish"],
      stored: ["user | Hi", "assistant | one"]),
    ClientCase(
      name: "edit nothing in an earlier message", versions: ChatClient.Version.stock,
      calls: [.saying("one"), .saying("two"), .saying("three")],
      steps: [.send("Hi"), .send("More"), .edit("m1", "Hi")],
      answers: ["new | one | finish", "new | two | finish", "new | three | finish"],
      stored: ["user | Hi", "assistant | three"]),
    ClientCase(
      name: "edit, without saying so", versions: [.documented], calls: [.saying("Hello")],
      steps: [.send("Hi"), .edit("m1", "Bye")], answers: ["new | Hello | finish", "409 MESSAGE_ID_CONFLICT"],
      stored: ["user | Hi", "assistant | Hello"]),

    ClientCase(
      name: "regenerate", versions: ChatClient.Version.stock, calls: [.saying("one"), .saying("two")],
      steps: [.send("Hi"), .regenerate()], answers: ["new | one | finish", "new | two | finish"],
      stored: ["user | Hi", "assistant | two"]),
    ClientCase(
      name: "regenerate, and again", versions: ChatClient.Version.stock,
      calls: [.saying("one"), .saying("two"), .saying("three")],
      steps: [.send("Hi"), .regenerate(), .regenerate()],
      answers: ["new | one | finish", "new | two | finish", "new | three | finish"],
      stored: ["user | Hi", "assistant | three"]),
    ClientCase(
      name: "regenerate a named reply, and the answer is lost", versions: ChatClient.Version.stock,
      calls: [.saying("one"), .saying("two")],
      steps: [.send("Hi"), .regenerateNamed(1), .repeated()],
      answers: ["new | one | finish", "new | two | finish", "repeat | two | finish"],
      stored: ["user | Hi", "assistant | two"]),
    ClientCase(
      name: "regenerate an earlier reply", versions: ChatClient.Version.stock,
      calls: [.saying("one"), .saying("two"), .saying("three")],
      steps: [.send("Hi"), .send("More"), .regenerateNamed(1)],
      answers: ["new | one | finish", "new | two | finish", "new | three | finish"],
      stored: ["user | Hi", "assistant | three"]),
    ClientCase(
      name: "regenerate the answer to a named message", versions: ChatClient.Version.stock,
      calls: [.saying("one"), .saying("two")], steps: [.send("Hi"), .regenerateNamed(0)],
      answers: ["new | one | finish", "new | two | finish"], stored: ["user | Hi", "assistant | two"]),
    ClientCase(
      name: "regenerate, without saying so", versions: [.documented], calls: [.saying("one")],
      steps: [.send("Hi"), .regenerate()], answers: ["new | one | finish", "repeat | one | finish"],
      stored: ["user | Hi", "assistant | one"]),
  ]

  static let retries: [ClientCase] = [
    ClientCase(
      name: "the same request after a failure", calls: [.failing, .saying("Hello")],
      steps: [.send("Hi"), .repeated()], answers: ["new | error", "new | Hello | finish"],
      stored: ["user | Hi", "assistant | Hello"]),
    ClientCase(
      name: "the same request after a cut", calls: [.cut(after: "Hal"), .saying("Hello")],
      steps: [.send("Hi"), .repeated(), .repeated()],
      answers: ["new | Hal | error", "new | Hello | finish", "repeat | Hello | finish"],
      stored: ["user | Hi", "assistant | Hello"]),
    ClientCase(
      name: "the same request after two failures", calls: [.failing, .cut(after: "H"), .saying("Hello")],
      steps: [.send("Hi"), .repeated(), .repeated()],
      answers: ["new | error", "new | H | error", "new | Hello | finish"],
      stored: ["user | Hi", "assistant | Hello"]),
    ClientCase(
      name: "regenerate after a failure", versions: ChatClient.Version.stock,
      calls: [.failing, .saying("Hello")], steps: [.send("Hi"), .regenerate()],
      answers: ["new | error", "new | Hello | finish"], stored: ["user | Hi", "assistant | Hello"]),
    ClientCase(
      name: "regenerate after a cut", versions: ChatClient.Version.stock,
      calls: [.cut(after: "Hal"), .saying("Hello")], steps: [.send("Hi"), .regenerate()],
      answers: ["new | Hal | error", "new | Hello | finish"], stored: ["user | Hi", "assistant | Hello"]),
    ClientCase(
      name: "regenerate the reply that failed, by name", versions: ChatClient.Version.stock,
      calls: [.failing, .saying("Hello")], steps: [.send("Hi"), .regenerateNamed(1)],
      answers: ["new | error", "new | Hello | finish"], stored: ["user | Hi", "assistant | Hello"]),
    ClientCase(
      name: "reload after a failure, and send what is there", calls: [.failing, .saying("Hello")],
      steps: [.send("Hi"), .load(tab: 0), .sendAgain()], answers: ["new | error", "new | Hello | finish"],
      stored: ["user | Hi", "assistant | Hello"]),
    ClientCase(
      name: "a message after a cut", calls: [.cut(after: "Hal"), .saying("Yes")],
      steps: [.send("Hi"), .send("Still there?"), .sendAgain(tab: 0)],
      answers: ["new | Hal | error", "new | Yes | finish", "repeat | Yes | finish"],
      stored: ["user | Hi", "assistant | interrupted | Hal", "user | Still there?", "assistant | Yes"]),
    ClientCase(
      name: "an edit that fails, and is sent again", versions: ChatClient.Version.stock,
      calls: [.saying("Hello"), .failing, .saying("Bye")],
      steps: [.send("Hi"), .edit("m1", "Ciao"), .repeated()],
      answers: ["new | Hello | finish", "new | error", "new | Bye | finish"],
      stored: ["user | Ciao", "assistant | Bye"]),
    ClientCase(
      name: "an edit that fails", versions: ChatClient.Version.stock, calls: [.saying("Hello"), .failing],
      steps: [.send("Hi"), .edit("m1", "Ciao")], answers: ["new | Hello | finish", "new | error"],
      stored: ["user | Hi", "assistant | Hello"]),
    ClientCase(
      name: "a regeneration that fails", versions: ChatClient.Version.stock,
      calls: [.saying("Hello"), .failing], steps: [.send("Hi"), .regenerate()],
      answers: ["new | Hello | finish", "new | error"], stored: ["user | Hi", "assistant | Hello"]),
    ClientCase(
      name: "a regeneration that fails, and is sent again", versions: ChatClient.Version.stock,
      calls: [.saying("Hello"), .failing, .saying("Hello again")],
      steps: [.send("Hi"), .regenerateNamed(1), .repeated()],
      answers: ["new | Hello | finish", "new | error", "new | Hello again | finish"],
      stored: ["user | Hi", "assistant | Hello again"]),
  ]
}
