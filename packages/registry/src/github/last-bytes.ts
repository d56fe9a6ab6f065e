/** The last `limit` bytes of a stream as text, from the beginning of a line on; never holds much more than that. */
export async function lastBytes(stream: ReadableStream<Uint8Array>, limit: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let held = 0;
  let dropped = false;
  for await (const chunk of stream) {
    chunks.push(chunk);
    held += chunk.length;
    while (held - (chunks[0]?.length ?? 0) >= limit) {
      held -= chunks.shift()?.length ?? 0;
      dropped = true;
    }
  }
  const cut = dropped || held > limit;
  const text = Buffer.concat(chunks).subarray(-limit).toString();
  return cut ? text.slice(text.indexOf('\n') + 1) : text;
}
