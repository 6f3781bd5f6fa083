import { Transform, type TransformCallback } from "node:stream";

/** Passes bytes on as they come, and keeps them as long as they are no more than so many. */
export class Tee extends Transform {
  #chunks: Buffer[] = [];
  #length = 0;

  constructor(private readonly most: number) {
    super();
  }

  /** Everything that went through; undefined where it was too much to keep. */
  get bytes(): Buffer | undefined {
    return this.#length > this.most ? undefined : Buffer.concat(this.#chunks);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#length += chunk.length;
    if (this.#length > this.most) this.#chunks = [];
    else this.#chunks.push(chunk);
    done(null, chunk);
  }
}
