/** A text led back to what it was before it was misread. */
export interface Repair {
  readonly text: string;
  /** Bytes that had to be guessed because the damage lost them. */
  readonly guessed: number;
  /** Whether another reading of the lost bytes is as likely. */
  readonly doubtful: boolean;
  /** Damaged characters that no reading explains; they stay as they are. */
  readonly unread: number;
}
