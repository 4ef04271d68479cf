import type { Market } from "@ballast/sdk";
import type { ReactNode } from "react";
import { useTripAhead, type Status } from "../../../risk";
import { Countdown, formatDuration, formatTime, Notice, Section } from "../../../ui";
import { stageLabel, stageTone } from "../history/plot";
import { LastHalt } from "./LastHalt";
import { meaning, moved } from "./words";

/** Where the breaker stands, why, and until when. */
export function StageSection({ market, status }: { market: Market; status: Status }): ReactNode {
  const { stage } = status;
  const { params, risk } = market;
  const isTripAhead = useTripAhead();
  return (
    <Section title="Stage">
      {isTripAhead && (
        <Notice kind="danger" title="A trip is ahead">
          The oracle&apos;s present print trips the breaker. The stage below is the one that the
          next transaction brings on record.
        </Notice>
      )}
      <p className="market-stage" data-tone={stageTone(stage.name)}>
        <b>{stageLabel(stage.name)}.</b> {meaning(stage.name, params.breaker)}
      </p>
      <dl className="market-facts">
        {stage.name !== "normal" && (
          <Fact name={stage.name === "reopening" ? "Reason of the halt" : "Reason"}>
            {stage.reason}
            {moved(stage.direction)}
          </Fact>
        )}
        {stage.since_ts > 0n && <Fact name="Since">{formatTime(stage.since_ts)}</Fact>}
        <Ends stage={stage} market={market} />
        <Fact name="Halts so far">
          {stage.halts.toLocaleString("en-US")}, {formatDuration(stage.halted_seconds)} halted in
          all
        </Fact>
      </dl>
      <LastHalt breaker={risk.breaker} exponent={market.priceExponent} now={status.now_ts} />
    </Section>
  );
}

/** When the stage ends, and when at the latest. */
function Ends({ stage, market }: { stage: Status["stage"]; market: Market }): ReactNode {
  const { until_ts, name, reason } = stage;
  if (until_ts === undefined) return null;
  const { breaker } = market.params;
  const isPause = name === "halted" && reason === "guardian's pause";
  const latest =
    name === "halted" && !isPause ? stage.since_ts + BigInt(breaker.maxHaltSecs) : undefined;
  const mayGoOn = name === "throttle" || (latest !== undefined && until_ts < latest);
  return (
    <>
      <Fact name="Time left">
        <Countdown until={until_ts} over="over; the next instruction notices" />
      </Fact>
      <Fact name={mayGoOn ? "Ends, unless extended" : "Ends"}>{formatTime(until_ts)}</Fact>
      {latest !== undefined && mayGoOn && (
        <Fact name="At the latest">{formatTime(latest)}, if the price moves on from the trip</Fact>
      )}
      {isPause && <Fact name="By">the guardian, at most two pauses in a row and three a day</Fact>}
      {name === "throttle" && (
        <Fact name="Extended">
          to {formatDuration(breaker.throttleSecs)} after the last print above half of what
          throttles, or a loop gain above three quarters of it
        </Fact>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
