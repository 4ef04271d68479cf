import type { Signature } from "@solana/kit";
import { createContext, useContext } from "react";
import type { Plan } from "./types";

type Propose = (plan: Plan) => Promise<Signature | undefined>;

export const ProposeContext = createContext<Propose | undefined>(undefined);

/**
 * Shows what will happen and when, and has it done if the user wants it; resolves to the signature, or undefined if
 * it was given up.
 */
export function usePropose(): Propose {
  const propose = useContext(ProposeContext);
  if (propose === undefined) throw new Error("used outside of the transactions' provider");
  return propose;
}
