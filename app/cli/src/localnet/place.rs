//! What is on the node: mints and a feed alone, or a market and those who live by it.

use anyhow::Result;
use ballast_harness::{Setup, World};
use ballast_localnet::{Node, Options, Program};
use indicatif::{ProgressBar, ProgressStyle};

use super::{
    cast::Cast, folder::Folder, opening, prices::Prices, residents::Residents, wall, Args,
};
use crate::tape::{ticker::Ticker, Tape};

/// A node and what is on it.
pub struct Place {
    pub node: Node,
    /// Whether it goes on from an earlier run.
    pub is_resumed: bool,
    /// When the prices start, unix seconds.
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
    pub fn make(args: &Args, folder: &Folder, prices: &mut Prices) -> Result<Self> {
        let program = args.program.clone().map_or(Program::Native, Program::File);
        let first_ts = prices.starts().map_or_else(wall::unix_seconds, Ok)?;
        let setup = opening::setup(prices, first_ts);
        if args.fresh || args.bare {
            folder.forget()?;
        }
        if args.bare {
            return Self::bare(program, setup, first_ts);
        }
        if folder.state().exists() {
            return Self::resume(&program, folder, &setup, prices, first_ts);
        }
        Self::open(program, setup, first_ts, args.quiet)
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

    fn open(program: Program, setup: Setup, first_ts: i64, quiet: bool) -> Result<Self> {
        let node = Node::start(&Options {
            program,
            start_ts: setup.start_ts,
        })?;
        let progress = progress(quiet)?;
        let cast = Cast::assemble();
        let tape = opening::open(&node, &setup, &cast, first_ts, &progress)?;
        progress.finish_and_clear();
        Ok(Self {
            node,
            is_resumed: false,
            first_ts,
            content: Content::Market {
                tape: Box::new(tape),
                residents: Box::new(Residents::new(cast)),
            },
        })
    }

    fn resume(
        program: &Program,
        folder: &Folder,
        setup: &Setup,
        prices: &mut Prices,
        first_ts: i64,
    ) -> Result<Self> {
        let node = Node::resume(program, &folder.state())?;
        let tape = Tape::resume(Box::new(node.clone()), setup);
        prices.resume(tape.price);
        Ok(Self {
            node,
            is_resumed: true,
            first_ts,
            content: Content::Market {
                tape: Box::new(tape),
                residents: Box::new(Residents::new(Cast::assemble())),
            },
        })
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
