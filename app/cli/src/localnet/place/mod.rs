//! What is on the node: mints and a feed alone, or a market and those who live by it.

use anchor_lang::prelude::Pubkey;
use anyhow::{Context, Result};
use ballast::state::Series;
use ballast_client::{accounts::decode, SeriesKeys, PROGRAM_ID};
use ballast_harness::{Account, Setup, World};
use ballast_localnet::{Node, NodeError, Options, Program};
use indicatif::{ProgressBar, ProgressStyle};

use super::{
    cast::Cast,
    folder::Folder,
    opening,
    prices::{Prices, Standing},
    residents::Residents,
    wall::{self, Interruption},
    Args,
};
use crate::tape::{beats::Beat, ticker::Ticker, Tape};

/// Where the state of the folder is of no use.
const ADVICE: &str = "cannot go on from the last run; --fresh starts anew";

/// A node and what is on it.
pub struct Place {
    pub node: Node,
    /// Whether it goes on from an earlier run.
    pub is_resumed: bool,
    /// When the prices start, or a walk goes on, unix seconds.
    pub first_ts: i64,
    pub content: Content,
}

/// What there is.
pub enum Content {
    /// No market.
    Bare { world: Box<World>, ticker: Ticker },
    /// A market.
    Market {
        tape: Box<Tape>,
        residents: Box<Residents>,
    },
}

impl Place {
    /// Makes what the arguments ask for, or goes on from the folder's state.
    pub fn make(
        args: &Args,
        folder: &Folder,
        prices: &mut Prices,
        interruption: &Interruption,
    ) -> Result<Self> {
        let program = args.program.clone().map_or(Program::Native, Program::File);
        let first_ts = prices.starts().map_or_else(wall::unix_seconds, Ok)?;
        let setup = opening::setup(prices, first_ts, args.visitors);
        if args.bare {
            return Self::bare(program, setup, first_ts);
        }
        if folder.state().exists() && !args.fresh {
            let (node, note) = match Node::resume(&program, &folder.state()) {
                Err(why @ NodeError::StateUnfit { .. }) => return Err(why).context(ADVICE),
                resumed => resumed?,
            };
            return Self::resume(args, node, &note, &setup, prices).context(ADVICE);
        }
        Self::open(args, program, setup, first_ts, interruption)
    }

    fn bare(program: Program, setup: Setup, first_ts: i64) -> Result<Self> {
        let setup = Setup {
            start_ts: first_ts,
            ..setup
        };
        let node = Node::start(&Options {
            program,
            start_ts: first_ts,
        })?;
        let world = opening::bare(&node, &setup, &Cast::assemble())?;
        Ok(Self {
            node,
            is_resumed: false,
            first_ts,
            content: Content::Bare {
                ticker: Ticker::new(world.feed, setup.price, first_ts),
                world: Box::new(world),
            },
        })
    }

    fn open(
        args: &Args,
        program: Program,
        setup: Setup,
        first_ts: i64,
        interruption: &Interruption,
    ) -> Result<Self> {
        let node = Node::start(&Options {
            program,
            start_ts: setup.start_ts,
        })?;
        let progress = progress(args.quiet)?;
        let cast = Cast::assemble();
        let opened = opening::open(&node, &setup, &cast, first_ts, &progress, interruption);
        progress.finish_and_clear();
        let tape = opened?;
        Ok(Self {
            node,
            is_resumed: false,
            first_ts,
            content: Content::Market {
                tape: Box::new(tape),
                residents: Box::new(Residents::new(cast, args.visitors)),
            },
        })
    }

    /// Goes on with the node of an earlier run; `note` is that run's.
    fn resume(
        args: &Args,
        node: Node,
        note: &str,
        setup: &Setup,
        prices: &mut Prices,
    ) -> Result<Self> {
        let source = serde_json::from_str(note).context("it does not say whose prices it has")?;
        let mut tape = Tape::resume(Box::new(node.clone()), setup)?;
        let from = Standing {
            now: tape.now(),
            slot: node.slot(),
            last: Beat {
                ts: tape.ticker.published_ts,
                price: tape.price,
            },
        };
        prices.go_on(args, source, &from)?;
        tape.world.series = series(&node, &tape)?;
        Ok(Self {
            node,
            is_resumed: true,
            first_ts: prices.starts().unwrap_or(from.now),
            content: Content::Market {
                tape: Box::new(tape),
                residents: Box::new(Residents::new(Cast::assemble(), args.visitors)),
            },
        })
    }

    /// Writes the state that the next run goes on from; false if there is no market to go on with.
    pub fn save(&self, folder: &Folder, prices: &Prices) -> Result<bool> {
        if matches!(self.content, Content::Bare { .. }) {
            return Ok(false);
        }
        let note = serde_json::to_string(prices.source())?;
        self.node.save(&folder.state(), &note)?;
        Ok(true)
    }

    /// The world, with or without a market.
    pub fn world(&self) -> &World {
        match &self.content {
            Content::Bare { world, .. } => world,
            Content::Market { tape, .. } => &tape.world,
        }
    }

    /// Lets a block pass in which the oracle prints, once a second at most; then the residents act.
    pub fn tick(&mut self, millis: u64, prices: &mut Prices) -> Result<i64> {
        let next_ts = i64::try_from((self.node.unix_millis() + millis) / 1_000)?;
        let price = prices.at(next_ts);
        let print = match &mut self.content {
            Content::Bare { ticker, .. } if next_ts > ticker.published_ts => {
                vec![ticker.print(price, next_ts)]
            }
            Content::Market { tape, .. } if next_ts > tape.ticker.published_ts => {
                vec![tape.print(price, next_ts)]
            }
            _ => Vec::new(),
        };
        let now = self.node.tick(millis, print)?;
        if let Content::Market { tape, residents } = &mut self.content {
            residents.act(tape);
        }
        Ok(now)
    }
}

/// The market's series: the residents hold options of them. Not all that looks like one is at a series' address.
fn series(node: &Node, tape: &Tape) -> Result<Vec<SeriesKeys>> {
    let keys = &tape.world.keys;
    let derived = |(address, account): (Pubkey, Account)| {
        let series: Series = decode(&account.data)?;
        let kind = series.kind().ok()?;
        let derived = SeriesKeys::derive(keys, kind, series.strike, series.expiry_ts);
        (derived.series == address).then_some(derived)
    };
    let accounts = node.owned_by(&PROGRAM_ID)?;
    Ok(accounts.into_iter().filter_map(derived).collect())
}

/// How far the market's past is.
fn progress(quiet: bool) -> Result<ProgressBar> {
    let bar = match quiet {
        true => ProgressBar::hidden(),
        false => ProgressBar::new(1),
    };
    let style = "{msg} {bar:30} {percent:>3}% ({eta} left)";
    bar.set_style(ProgressStyle::with_template(style)?);
    bar.set_message("opening the market");
    Ok(bar)
}

#[cfg(test)]
mod tests;
