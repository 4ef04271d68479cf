import type { BallastEvent } from "@ballast/sdk";
import type { Instruction, Signature } from "@solana/kit";
import type { Me } from "../wallet";

/** Something the user may want done. */
export interface Plan {
  /** "Deposit 12.5 SOL". */
  title: string;
  /** What will happen and when, one sentence each. */
  effects: string[];
  /** Rent and the like; the network's fee is added by itself. */
  costs?: { label: string; lamports: bigint }[];
  /** May be asked for more than once: from the present state each time. */
  instructions(me: Me): Promise<Instruction[]>;
  /** Label of the button, "Deposit". */
  action: string;
  /** What came of it, in words; only asked if it was done. */
  result?(events: BallastEvent[]): string | undefined;
}

/** Something that went wrong, and what can be done about it. */
export interface Words {
  what: string;
  todo?: string;
}

/** What a simulation said of a plan. */
export type Checked =
  | { isFine: false; words: Words }
  | {
      isFine: true;
      instructions: Instruction[];
      /** Limit to ask for. */
      units: number;
      /** Lamports; undefined if the node does not say. */
      fee: bigint | undefined;
      events: BallastEvent[];
    };

/** How it ended. `events` is undefined if the node would not say. */
export type Outcome =
  | { kind: "done"; signature: Signature; events: BallastEvent[] | undefined }
  /** It only tripped the breaker; `stands` if what came before it in the transaction was done. */
  | { kind: "deferred"; signature: Signature; stands: boolean }
  | { kind: "failed"; signature: Signature; words: Words }
  | { kind: "expired"; signature: Signature };
