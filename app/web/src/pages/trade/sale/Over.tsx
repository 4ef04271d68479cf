import { Stack } from "@mantine/core";
import { Next } from "../../../common/Next";
import { kinds } from "../../../common/words";
import { Notice, formatTokens } from "../../../ui";
import type { AtSale } from "./Sale";

/** A sale in which nothing can be bought any more, and that waits to be ended. */
export function Over(at: AtSale) {
  const { desk, vault, round } = at;
  const count = (atoms: bigint) => formatTokens(atoms, desk.tokens.base.decimals);
  const isSoldOut = round.sold === round.contracts;
  return (
    <Stack gap="md">
      <Notice kind="info" title={isSoldOut ? "Sold out" : "The sale is over"}>
        {isSoldOut
          ? `All ${count(round.sold)} ${kinds(vault.kind)} were sold.`
          : `${count(round.sold)} of ${count(round.contracts)} ${kinds(vault.kind)} were sold. The rest is burned as soon as somebody ends the sale.`}
      </Notice>
      <Next {...at} />
    </Stack>
  );
}
