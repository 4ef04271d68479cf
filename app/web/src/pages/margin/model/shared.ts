/** What this page and the keepers' have in common with the vault's: one place to find it. */
export { attempt, type Attempt } from "../../../risk/attempt";
