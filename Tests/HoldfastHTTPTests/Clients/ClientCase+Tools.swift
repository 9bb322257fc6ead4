import HoldfastModel

extension ClientCase {
  static let tools: [ClientCase] = [
    ClientCase(
      name: "an output", calls: [.calling("c1", after: "Let me see."), .saying("Here.")],
      steps: [.send("Where?"), .answer("c1", ["x": 1]), .repeated()],
      answers: [
        "new | Let me see. | call c1 | finish", "more | Here. | finish", "repeat | Here. | finish",
      ],
      stored: ["user | Where?", #"assistant | Let me see. | call c1 output-available {"x":1} | Here."#]),
    ClientCase(
      name: "an output of nothing", calls: [.calling("c1"), .saying("Done.")],
      steps: [.send("Do it"), .answer("c1", .null)],
      answers: ["new | call c1 | finish", "more | Done. | finish"],
      stored: ["user | Do it", "assistant | call c1 output-available null | Done."]),
    ClientCase(
      name: "a failure", calls: [.calling("c1"), .saying("Sorry.")],
      steps: [.send("Where?"), .fail("c1", "no signal")],
      answers: ["new | call c1 | finish", "more | Sorry. | finish"],
      stored: ["user | Where?", "assistant | call c1 output-error no signal | Sorry."]),
    ClientCase(
      name: "two outputs, one after the other", calls: [.calling("c1", "c2"), .saying("A."), .saying("B.")],
      steps: [.send("Where?"), .answer("c1", 1), .answer("c2", 2)],
      answers: ["new | call c1 | call c2 | finish", "more | A. | finish", "more | B. | finish"],
      stored: [
        "user | Where?",
        "assistant | call c1 output-available 1 | call c2 output-available 2 | A. | B.",
      ]),
    ClientCase(
      name: "another call after the output",
      calls: [.calling("c1"), .calling("c2"), .saying("There.")],
      steps: [.send("Where?"), .answer("c1", 1), .answer("c2", 2)],
      answers: ["new | call c1 | finish", "more | call c2 | finish", "more | There. | finish"],
      stored: [
        "user | Where?",
        "assistant | call c1 output-available 1 | call c2 output-available 2 | There.",
      ]),
    ClientCase(
      name: "another call, which the provider gives the same id",
      calls: [.calling("c1"), .calling("c1"), .saying("There.")],
      steps: [.send("Where?"), .answer("c1", 1), .answer("c1-2", 2)],
      answers: ["new | call c1 | finish", "more | call c1-2 | finish", "more | There. | finish"],
      stored: [
        "user | Where?",
        "assistant | call c1 output-available 1 | call c1-2 output-available 2 | There.",
      ]),
    ClientCase(
      name: "an output, and the reply to it fails", calls: [.calling("c1"), .failing, .saying("Here.")],
      steps: [.send("Where?"), .answer("c1", 1), .repeated(), .repeated()],
      answers: [
        "new | call c1 | finish", "more | error", "more | Here. | finish", "repeat | Here. | finish",
      ],
      stored: ["user | Where?", "assistant | call c1 output-available 1 | Here."]),
    ClientCase(
      name: "an output, and the reply to it is cut",
      calls: [.calling("c1"), .cut(after: "He"), .saying("Here.")],
      steps: [.send("Where?"), .answer("c1", 1), .repeated()],
      answers: ["new | call c1 | finish", "more | He | error", "more | Here. | finish"],
      stored: ["user | Where?", "assistant | call c1 output-available 1 | Here."]),
    ClientCase(
      name: "the reply as it is, without an answer", calls: [.calling("c1")],
      steps: [.send("Where?"), .sendAgain()],
      answers: ["new | call c1 | finish", "repeat | call c1 | finish"],
      stored: ["user | Where?", "assistant | call c1 input-available"]),
    ClientCase(
      name: "a message in place of an answer", calls: [.calling("c1"), .saying("Never mind.")],
      steps: [.send("Where?"), .send("Never mind")],
      answers: ["new | call c1 | finish", "new | Never mind. | finish"],
      stored: [
        "user | Where?", "assistant | call c1 input-available", "user | Never mind",
        "assistant | Never mind.",
      ]),

    ClientCase(
      name: "an approval", versions: ChatClient.Version.approving, calls: [.saying("Gone.")],
      seed: Seed(calls: [("c1", "p1")]), steps: [.load(tab: 0), .approve("c1", true), .repeated()],
      answers: ["more | Gone. | finish", "repeat | Gone. | finish"],
      stored: ["user | Delete it", "assistant | call c1 approval-responded true | Gone."]),
    ClientCase(
      name: "a denial", versions: ChatClient.Version.approving, calls: [.saying("Kept.")],
      seed: Seed(calls: [("c1", "p1")]), steps: [.load(tab: 0), .approve("c1", false), .repeated()],
      answers: ["more | Kept. | denied c1 | finish", "repeat | Kept. | denied c1 | finish"],
      stored: ["user | Delete it", "assistant | call c1 approval-responded false | Kept."]),
    ClientCase(
      name: "a denial, and the reply to it fails", versions: ChatClient.Version.approving,
      calls: [.failing, .saying("Kept.")], seed: Seed(calls: [("c1", "p1"), ("c2", "p2")]),
      steps: [.load(tab: 0), .approve("c2", false), .repeated()],
      answers: ["more | denied c2 | error", "more | Kept. | denied c2 | finish"],
      stored: [
        "user | Delete it",
        "assistant | call c1 approval-requested | call c2 approval-responded false | Kept.",
      ]),
  ]

  static let tabs: [ClientCase] = [
    ClientCase(
      name: "each sends", calls: [.saying("one"), .saying("two"), .saying("three")],
      steps: [.send("Hi"), .load(tab: 1), .send("More", tab: 1), .send("And")],
      answers: ["new | one | finish", "new | two | finish", "new | three | finish"],
      stored: [
        "user | Hi", "assistant | one", "user | More", "assistant | two", "user | And", "assistant | three",
      ]),
    ClientCase(
      name: "both regenerate the same reply", versions: ChatClient.Version.stock,
      calls: [.saying("one"), .saying("two")],
      steps: [.send("Hi"), .load(tab: 1), .regenerateNamed(1), .regenerateNamed(1, tab: 1)],
      answers: ["new | one | finish", "new | two | finish", "repeat | two | finish"],
      stored: ["user | Hi", "assistant | two"]),
    ClientCase(
      name: "both edit the same message", versions: ChatClient.Version.stock,
      calls: [.saying("one"), .saying("two"), .saying("three")],
      steps: [.send("Hi"), .load(tab: 1), .edit("m1", "Ho"), .edit("m1", "Hu", tab: 1)],
      answers: ["new | one | finish", "new | two | finish", "new | three | finish"],
      stored: ["user | Hu", "assistant | three"]),
    ClientCase(
      name: "both make the same edit", versions: ChatClient.Version.stock,
      calls: [.saying("one"), .saying("two")],
      steps: [.send("Hi"), .load(tab: 1), .edit("m1", "Ho"), .edit("m1", "Ho", tab: 1)],
      answers: ["new | one | finish", "new | two | finish", "repeat | two | finish"],
      stored: ["user | Ho", "assistant | two"]),
    ClientCase(
      name: "a stale one regenerates what is last", versions: ChatClient.Version.stock,
      calls: [.saying("one"), .saying("two"), .saying("three")],
      steps: [.send("Hi"), .load(tab: 1), .send("More"), .regenerate(tab: 1)],
      answers: ["new | one | finish", "new | two | finish", "new | three | finish"],
      stored: ["user | Hi", "assistant | one", "user | More", "assistant | three"]),
    ClientCase(
      name: "both answer the same call: the first counts", calls: [.calling("c1"), .saying("Here.")],
      steps: [.send("Where?"), .load(tab: 1), .answer("c1", 1), .answer("c1", 2, tab: 1)],
      answers: ["new | call c1 | finish", "more | Here. | finish", "repeat | Here. | finish"],
      stored: ["user | Where?", "assistant | call c1 output-available 1 | Here."]),
    ClientCase(
      name: "a stale one answers a call that the conversation has left behind",
      calls: [.calling("c1"), .saying("Fine.")],
      steps: [.send("Where?"), .load(tab: 1), .send("Never mind"), .answer("c1", 2, tab: 1)],
      answers: ["new | call c1 | finish", "new | Fine. | finish", "repeat | call c1 | finish"],
      stored: [
        "user | Where?", "assistant | call c1 input-available", "user | Never mind", "assistant | Fine.",
      ]),
  ]
}
