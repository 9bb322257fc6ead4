import HoldfastModel

extension Scenario {
  /// What is answered when no scenario is given: a short tour in Markdown, word by word.
  public static let demo = Scenario(replies: [
    Reply(
      steps: [.model("scripted-demo"), .delay(.milliseconds(300))] + words(of: tour)
        + [.usage(Usage(inputTokens: 12, outputTokens: 240)), .finish(.stop)])
  ])

  /// What is answered when no reply of a scenario matches.
  static func echo(_ text: String) -> [Step] {
    let answer = text.isEmpty ? "You sent no text." : "You said: \(text)"
    return [.text(answer), .finish(.stop)]
  }

  private static func words(of text: String) -> [Step] {
    var steps: [Step] = []
    var word = ""
    for character in text {
      word.append(character)
      guard character == " " || character == "\n" else { continue }
      steps += [.text(word), .delay(.milliseconds(25))]
      word = ""
    }
    return steps + [.text(word)]
  }

  private static let tour = """
    Hello! There is **no model** behind this answer: it is a script that comes with Holdfast, so that you can try the \
    server without a key.

    Everything else is real. Each word was written to a durable log *before* you saw it. So, while this is still \
    coming in, you can:

    1. **Reload the page.** The reply goes on where it was.
    2. **Open the conversation in a second tab.** Both show the same words in the same order.
    3. **Go offline for a moment.** What you missed arrives when you are back.
    4. **Stop the server and start it again.** What was said so far is still here.

    Each piece comes as a frame of its own, with its place in the log:

    ```
    id: <stream>.<position>.<seal>
    data: {"type":"text-delta","id":"t1","delta":"Hi"}
    ```

    | what you see | what it means |
    | --- | --- |
    | the text keeps coming | the reply is being written |
    | a notice above it | something is slower than it should be, and what is done about it |
    | an error below it | the reply was cut, and how to ask for it again |

    That is all. To get other answers, name a model in the configuration.
    """
}
