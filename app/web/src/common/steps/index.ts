import type { VaultReport } from "../../risk";
import type { Plan } from "../../tx";
import type { Desk } from "../model/desk";
import type { VaultAt } from "../model/vaults";
import { planEndSale } from "./endSale";
import { planRoll } from "./roll";
import { planSettleSeries } from "./settleSeries";
import { planSettleVault } from "./settleVault";
import { planStartSale } from "./startSale";

/** The step of the round that anyone may take now: its button, and how it is planned. */
interface DueStep {
  label: string;
  plan(): Promise<Plan>;
}

/** What is due now; undefined where it is to be waited for. */
export function dueStep(desk: Desk, vault: VaultAt, report: VaultReport): DueStep | undefined {
  switch (report.next.step) {
    case "roll_round":
      return { label: "Roll the round", plan: async () => planRoll(desk, vault, report) };
    case "start_sale":
      return { label: "Start the sale", plan: () => planStartSale(desk, vault) };
    case "end_sale":
      return { label: "End the sale", plan: async () => planEndSale(desk, vault) };
    case "settle_series":
      return {
        label: "Settle the options",
        plan: async () => planSettleSeries(desk, vault.state.sale.series),
      };
    case "settle_vault":
      return { label: "Pay the payoff", plan: async () => planSettleVault(desk, vault) };
    default:
      return undefined;
  }
}
