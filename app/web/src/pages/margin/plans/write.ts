import {
  findTokenAccountPda,
  getCreateSeriesInstructionAsync,
  getCreateTokenAccountInstruction,
  getSeriesSize,
  getWriteOptionInstruction,
} from "@ballast/sdk";
import type { Instruction } from "@solana/kit";
import { getMintSize, TOKEN_PROGRAM_ADDRESS } from "@solana-program/token";
import { kindByte } from "../../../common/model/kinds";
import type { AccountAt } from "../../../common/model/marginAccount";
import { optionName, type Terms } from "../../../common/model/names";
import { collateralOf, contractsOf, custodyOf, type Place } from "../../../common/model/place";
import { optionAccount, seriesKeys } from "../../../common/model/series";
import { MAY_DEFER, outcome } from "../../../common/outcome";
import { money } from "../../../common/words";
import { receive, rent, TOKEN_ACCOUNT_BYTES, type Plan } from "../../../tx";
import type { Me } from "../../../wallet";

/** What is written, and whether its series has to be created first. */
interface Writing {
  terms: Terms;
  contracts: bigint;
  isNewSeries: boolean;
  /** Whether the wallet has a token account for the option yet. */
  hasOptionAccount: boolean;
}

/** Options written against the account: it is short of them, the wallet holds them. */
export function planWrite(place: Place, account: AccountAt, writing: Writing): Plan {
  const { terms, contracts, isNewSeries, hasOptionAccount } = writing;
  const { kind } = account;
  const name = optionName(kind, terms, place.decoded.priceExponent);
  const size = contractsOf(place, contracts);
  const token = collateralOf(place, kind);
  return {
    title: `Write ${size} of the ${name}`,
    action: "Write",
    effects: [
      `${size} options are minted into your wallet, to keep or to sell, and the account is short of as many.`,
      "At the expiry the account pays their holders what they are worth then, out of its collateral.",
      MAY_DEFER,
    ],
    costs: [
      ...(isNewSeries
        ? [
            {
              label: "Series, its mint and its pool; stays with the market",
              lamports: rent(getSeriesSize()) + rent(getMintSize()) + rent(TOKEN_ACCOUNT_BYTES),
            },
          ]
        : []),
      ...(hasOptionAccount
        ? []
        : [
            {
              label: "Your token account for these options; comes back when you close it",
              lamports: rent(TOKEN_ACCOUNT_BYTES),
            },
          ]),
    ],
    instructions: async (me) => {
      const { series, optionMint } = await seriesKeys(place.market, kind, terms);
      const write = getWriteOptionInstruction({
        owner: me.signer,
        market: place.market,
        marginAccount: account.raw.address,
        oracle: place.oracle,
        series,
        optionMint,
        destination: await optionAccount(me.address, optionMint),
        contracts,
      });
      return [
        ...(isNewSeries ? await createSeries(place, account, terms, me) : []),
        ...(await receive(me, { mint: optionMint, program: TOKEN_PROGRAM_ADDRESS })),
        write,
      ];
    },
    result: (events) =>
      outcome(
        events,
        "OptionWritten",
        ({ required }) =>
          `Wrote ${size} of the ${name}: they are in your wallet. Initial margin is ${money(required, token)} now.`,
        `Wrote ${size} of the ${name}: they are in your wallet.`,
      ),
  };
}

/** The series with its mint, and the pool that it will be paid out of. */
async function createSeries(
  place: Place,
  { kind }: AccountAt,
  terms: Terms,
  me: Me,
): Promise<Instruction[]> {
  const { market } = place;
  const { series } = await seriesKeys(market, kind, terms);
  const { collateralMint, collateralTokenProgram } = custodyOf(place, kind);
  const seeds = { owner: series, mint: collateralMint, tokenProgram: collateralTokenProgram };
  const [pool] = await findTokenAccountPda(seeds);
  return [
    await getCreateTokenAccountInstruction({ ...seeds, payer: me.signer }),
    await getCreateSeriesInstructionAsync({
      payer: me.signer,
      market,
      series,
      collateralMint,
      pool,
      collateralTokenProgram,
      kind: kindByte(kind),
      strike: terms.strike,
      expiryTs: terms.expiry_ts,
    }),
  ];
}
