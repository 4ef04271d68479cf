import { Notice } from "../ui";

/** Why a plan could not be made, if it could not. */
export function Failure({ of }: { of: { failure: string | undefined } }) {
  if (of.failure === undefined) return null;
  return (
    <Notice kind="danger" title="This could not be prepared" live>
      {of.failure}
    </Notice>
  );
}
