import { useMarginReport, type AccountAt } from "../../common/model/marginAccount";
import type { Place } from "../../common/model/place";
import { sentence } from "../../common/sentence";
import { Notice } from "../../ui";
import type { Me } from "../../wallet";
import { Actions } from "./actions/Actions";
import { HealthSection } from "./health/HealthSection";
import { Loading } from "./Loading";
import classes from "./margin.module.css";
import { Positions } from "./Positions";
import { WhatIf } from "./whatif/WhatIf";

/** What an account and what is done with it is shown from. */
export interface Scene {
  me: Me;
  place: Place;
  account: AccountAt;
}

/** An account: health, positions, what it would be if, and what can be done. */
export function Account(scene: Scene) {
  const report = useMarginReport(scene.account.raw);
  if (report === undefined) return <Loading />;
  return (
    <div className={classes.account}>
      <div className={classes.health}>
        {report.value === undefined ? (
          <Notice kind="warn" title="This account cannot be valued now">
            {sentence(report.refusal ?? "")}
          </Notice>
        ) : (
          <HealthSection
            place={scene.place}
            address={scene.account.raw.address}
            report={report.value}
          />
        )}
      </div>
      <div className={classes.positions}>
        <Positions {...scene} report={report.value} />
      </div>
      <div className={classes.actions}>
        <Actions {...scene} report={report.value} />
      </div>
      <div className={classes.whatIf}>
        <WhatIf {...scene} report={report.value} />
      </div>
    </div>
  );
}
