import {
  findOptionMintPda,
  findSeriesPda,
  getCreateSeriesInstructionAsync,
  getCreateTokenAccountInstruction,
  getObserveInstruction,
  getSeriesSize,
  getStartSaleInstructionAsync,
} from "@ballast/sdk";
import type { Address, Instruction } from "@solana/kit";
import { getMintSize, TOKEN_PROGRAM_ADDRESS } from "@solana-program/token";
import { rent, TOKEN_ACCOUNT_BYTES, type Plan } from "../../tx";
import { formatPriceUnits, formatTime } from "../../ui";
import type { Me } from "../../wallet";
import type { Desk } from "../model/desk";
import type { VaultAt } from "../model/vaults";
import { existing } from "../plans/payments";
import { kinds } from "../words";

/** Opens the sale that the vault's rule picks at the present price; creates its series if nobody has. */
export async function planStartSale(desk: Desk, vault: VaultAt): Promise<Plan> {
  const { terms, exists } = await picked(desk, vault);
  const price = formatPriceUnits(terms.strike, desk.priceExponent);
  return {
    title: `Start a sale of ${kinds(vault.kind)}`,
    action: "Start",
    effects: [
      `The vault offers ${kinds(vault.kind)} in an auction. By the present price their strike is ${price}, and they expire ${formatTime(terms.expiryTs)}; nobody chooses either.`,
      exists
        ? "The vault's account for the options is created if it is missing; you pay its rent."
        : "The series is created with it; you pay its rent.",
    ],
    costs: exists
      ? [
          {
            label: "Account of the options, at most; not returned",
            lamports: rent(TOKEN_ACCOUNT_BYTES),
          },
        ]
      : [
          {
            label: "Series, its token, its pool and the vault's account; not returned",
            lamports: rent(getSeriesSize()) + rent(getMintSize()) + 2n * rent(TOKEN_ACCOUNT_BYTES),
          },
        ],
    instructions: (me) => build(desk, vault, me),
    result: () => "The sale has started.",
  };
}

/** The series that a sale started now would offer. */
async function picked({ connection, present }: Desk, vault: VaultAt) {
  const { accounts, risk } = present();
  const { strike, expiry_ts } = risk.next_series(vault.raw.data);
  const terms = {
    market: accounts.address,
    kind: vault.state.kind,
    strike,
    expiryTs: expiry_ts,
  };
  const [series] = await findSeriesPda(terms);
  const [exists = false] = await existing(connection, [series]);
  return { terms, series, exists };
}

async function build(desk: Desk, vault: VaultAt, { signer }: Me): Promise<Instruction[]> {
  const { address: market, oracleAddress: oracle } = desk.present().accounts;
  const { terms, series, exists } = await picked(desk, vault);
  const [optionMint] = await findOptionMintPda({ series });
  const { mint, program } = vault.collateral;
  const account = (owner: Address, mint: Address, tokenProgram: Address) =>
    getCreateTokenAccountInstruction({ owner, mint, tokenProgram, payer: signer });
  const created = exists
    ? []
    : [
        await account(series, mint, program),
        await getCreateSeriesInstructionAsync({
          payer: signer,
          ...terms,
          series,
          collateralMint: mint,
          collateralTokenProgram: program,
        }),
      ];
  return [
    getObserveInstruction({ market, oracle }),
    ...created,
    await account(vault.raw.address, optionMint, TOKEN_PROGRAM_ADDRESS),
    await getStartSaleInstructionAsync({
      market,
      oracle,
      vault: vault.raw.address,
      series,
      optionMint,
    }),
  ];
}
