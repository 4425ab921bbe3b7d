/**
 * Texts as a body that is made as fast as it is read. When making it fails, the reader's connection is broken, never ended: a
 * body cut short must not look whole. By then the status is sent, so nobody but `failed` can be told why.
 */
export function streamed(texts: AsyncIterable<string>, failed: (error: unknown) => void): ReadableStream<Uint8Array> {
  return ReadableStream.from(bytesOf(texts, failed));
}

async function* bytesOf(texts: AsyncIterable<string>, failed: (error: unknown) => void): AsyncGenerator<Uint8Array> {
  try {
    for await (const text of texts) yield Buffer.from(text);
  } catch (error) {
    failed(error);
    throw error;
  }
}
