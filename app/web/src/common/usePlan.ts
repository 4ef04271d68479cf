import { useState } from "react";
import { reasonOf } from "../attempt";
import { usePropose, type Plan } from "../tx";

/** Making a plan, which takes reading accounts, and proposing it. */
interface Planning {
  /** Whether a plan is being made or proposed. */
  isBusy: boolean;
  /** Why the last plan could not be made. */
  failure: string | undefined;
  /** True once it was carried out. */
  run(make: () => Promise<Plan>): Promise<boolean>;
}

/** One thing to do at a time. */
export function usePlan(): Planning {
  const propose = usePropose();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const run = async (make: () => Promise<Plan>) => {
    setBusy(true);
    setFailure(undefined);
    try {
      return (await propose(await make())) !== undefined;
    } catch (error) {
      setFailure(reasonOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, failure, run };
}
