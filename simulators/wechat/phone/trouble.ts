/** A refusal with words for the person who plays; anything else that is thrown is a fault of the simulator. */
export class PhoneTrouble extends Error {
  override readonly name = "PhoneTrouble";
  constructor(
    readonly status: 400 | 404 | 409 | 415 | 422,
    message: string,
  ) {
    super(message);
  }
}
