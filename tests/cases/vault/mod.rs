//! Vaults: queues, rounds, sales, fees, schedules, and their end.

mod cover;
mod crowd;
mod fees;
mod halt;
mod puts;
mod queue;
mod rolls;
mod rounds;
mod sale;
mod schedule;
mod unsold;
mod wind_down;
