//! Vaults: queues, rounds, sales, fees, schedules, and their end.

mod crowd;
mod fees;
mod halt;
mod puts;
mod queue;
mod rounds;
mod sale;
mod schedule;
mod wind_down;
