/// The first event of a streamed message.
func messageStart(_ model: String = "claude-1", usage: String = #"{"input_tokens":3,"output_tokens":1}"#)
  -> String
{
  #"{"type":"message_start","message":{"id":"msg_1","role":"assistant","content":[],"model":"\#(model)","#
    + #""stop_reason":null,"usage":\#(usage)}}"#
}

/// The beginning of a block.
func blockStart(_ index: Int, _ block: String) -> String {
  #"{"type":"content_block_start","index":\#(index),"content_block":\#(block)}"#
}

/// The beginning of a block of text.
func textStart(_ index: Int) -> String { blockStart(index, #"{"type":"text","text":""}"#) }

/// More of a block.
func blockDelta(_ index: Int, _ delta: String) -> String {
  #"{"type":"content_block_delta","index":\#(index),"delta":\#(delta)}"#
}

/// More of a block of text; the text as it is written in JSON.
func textDelta(_ index: Int, _ text: String) -> String {
  blockDelta(index, #"{"type":"text_delta","text":"\#(text)"}"#)
}

/// The end of a block.
func blockStop(_ index: Int) -> String { #"{"type":"content_block_stop","index":\#(index)}"# }

/// What stopped the message, and what it used.
func messageDelta(_ reason: String?, usage: String = #"{"output_tokens":5}"#) -> String {
  let reason = reason.map { "\"\($0)\"" } ?? "null"
  return
    #"{"type":"message_delta","delta":{"stop_reason":\#(reason),"stop_sequence":null},"usage":\#(usage)}"#
}

let messageStop = #"{"type":"message_stop"}"#
/// All that comes behind the content of a message that ended by itself.
let messageEnd = [messageDelta("end_turn"), messageStop]
