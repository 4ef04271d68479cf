//! Jobs on states of an embedded chain: what is planned succeeds there, and nothing is planned twice.

mod hedge;
mod liquidate;
mod mirror;
mod observe;
mod profit;
mod rounds;
mod scenes;
mod settle;
mod support;
