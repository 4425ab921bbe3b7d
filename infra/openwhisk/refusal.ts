/** A call the controller refuses: the status, and the text of its `error`. Texts are those of OpenWhisk's Messages.scala, as we read it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** There is nothing of that name. */
export const notFound = () => new Refusal(404, 'The requested resource does not exist.');

/** What was sent is not what is wanted. */
export const malformed = (why: string) => new Refusal(400, `The request content was malformed:\n${why}`);
