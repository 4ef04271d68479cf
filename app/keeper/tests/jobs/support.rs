//! A keeper's planning on an embedded chain, a look at a time.

use anchor_lang::prelude::Pubkey;
use ballast_client::rpc::{Held, Reading, CLOCK};
use ballast_harness::{Actor, Chain, NativeChain, Setup, World};
use ballast_keeper::{
    config::Config,
    jobs::{self, Job, Plan, Task},
    mirror::Mirror,
    revalue::Revaluer,
    terms::Terms,
    view::{Ahead, View},
};
use option_risk::units::Kind;

/// Looks before a keeper that goes on planning has lost its way.
const MOST_LOOKS: usize = 200;

/// A market with a keeper.
pub struct Bench {
    pub world: World,
    pub me: Actor,
    pub config: Config,
    slot: u64,
}

/// What of a task a test looks at.
pub type Step = (Job, &'static str);

impl Bench {
    /// A keeper that does `jobs`, with a wallet but without margin accounts.
    pub fn new(setup: &Setup, jobs: &[Job]) -> Self {
        let chain: Box<dyn Chain> = Box::new(NativeChain::start());
        let mut world = World::create(chain, setup).expect("a world");
        let me = crate::scenes::rich(&mut world);
        let overrides = ["fees.sol_price=200", "liquidate.min_profit_quote=0"];
        let mut config = Config::parse("", &overrides.map(str::to_owned)).expect("settings");
        config.jobs = jobs.to_vec();
        Self {
            world,
            me,
            config,
            slot: 0,
        }
    }

    /// Changes settings.
    pub fn set(&mut self, overrides: &[&str]) {
        let mut all = vec![
            "fees.sol_price=200".to_owned(),
            "liquidate.min_profit_quote=0".to_owned(),
        ];
        all.extend(overrides.iter().map(|it| it.to_string()));
        let jobs = std::mem::take(&mut self.config.jobs);
        self.config = Config::parse("", &all).expect("settings");
        self.config.jobs = jobs;
    }

    fn held(&mut self, address: &Pubkey) -> Option<Held> {
        let account = self.world.chain.account(address)?;
        (account.lamports > 0).then_some(Held {
            owner: account.owner,
            lamports: account.lamports,
            data: account.data,
        })
    }

    /// What a node would show of these accounts now.
    pub fn reading(&mut self, addresses: &[Pubkey]) -> Reading {
        self.slot += 1;
        let mut found = Vec::new();
        for address in addresses {
            let held = match *address {
                CLOCK => Some(clock(self.world.now())),
                _ => self.held(address),
            };
            found.push((*address, held));
        }
        Reading {
            slot: self.slot,
            found,
        }
    }

    /// Everything that a keeper would know now.
    pub fn mirror(&mut self) -> Mirror {
        let keys = self.world.keys;
        let mut mirror = Mirror::new(keys, Some(self.me.key()));
        let mut addresses: Vec<Pubkey> = Vec::new();
        addresses.extend(self.world.series.iter().map(|series| series.series));
        addresses.extend(self.world.vaults.iter().map(|vault| vault.vault));
        addresses.push(self.world.vault.vault);
        let margins = self.world.margins.iter();
        addresses.extend(margins.map(|(owner, kind)| keys.margin_account(owner, *kind)));
        for kind in Kind::ALL {
            addresses.push(keys.backstop_account(kind));
        }
        let reading = self.reading(&addresses);
        mirror.take(&reading);
        let own = mirror.own().addresses();
        let reading = self.reading(&own);
        mirror.take(&reading);
        let look = self.reading(&mirror.next_look());
        mirror.take_look(&look).expect("a look");
        mirror
    }

    /// What is planned now.
    pub fn plan(&mut self) -> Plan {
        let mut mirror = self.mirror();
        let core = mirror.core().expect("a look").clone();
        let terms = Terms::new(self.config.clone(), &core.market).expect("terms");
        let ahead = Ahead::of(mirror.keys(), &core);
        let mut revaluer = Revaluer::default();
        revaluer.update(&mut mirror, &ahead.market, core.now);
        let view = View::new(&mirror, &core, &ahead, revaluer.revaluation());
        jobs::plan(&view, &terms)
    }

    /// The steps planned now, most urgent first.
    pub fn steps(&mut self) -> Vec<Step> {
        steps(&self.plan())
    }

    /// Nothing is due.
    #[track_caller]
    pub fn is_idle(&mut self) {
        let plan = self.plan();
        assert!(plan.tasks.is_empty(), "{:?}", plan.tasks);
    }

    /// Sends a task; it must succeed.
    #[track_caller]
    pub fn carry(&mut self, task: &Task) {
        let sent = (self.world.chain).send(&task.instructions, &self.me.wallet, &[]);
        if let Err(error) = sent {
            panic!("{}: {}: {error}", task.key, task.reason);
        }
        self.remember(task);
    }

    /// Series that a task has created are the world's too.
    fn remember(&mut self, task: &Task) {
        let keys = self.world.keys;
        for (kind, vault) in [(Kind::Call, 0), (Kind::Put, 1)] {
            let vault = ballast_client::VaultKeys::derive(&keys, vault, kind);
            let Some(state) = self.world.fetch::<ballast::state::Vault>(&vault.vault) else {
                continue;
            };
            if task.key.what == "start_sale" && state.sale.contracts > 0 {
                let (strike, expiry_ts) = (state.sale.strike, state.sale.expiry_ts);
                let kind = state.kind().expect("a kind");
                let series = ballast_client::SeriesKeys::derive(&keys, kind, strike, expiry_ts);
                if !self.world.series.contains(&series) {
                    self.world.series.push(series);
                }
            }
        }
        if task.key.what == "backstop" {
            let fund = keys.insurance_authority();
            for kind in Kind::ALL {
                let is_open = self.world.margin(&fund, kind).is_some();
                if is_open && !self.world.margins.contains(&(fund, kind)) {
                    self.world.margins.push((fund, kind));
                }
            }
        }
    }

    /// Does the most urgent thing at every look until nothing is due; what was done.
    #[track_caller]
    pub fn work(&mut self) -> Vec<Step> {
        let mut done = Vec::new();
        for _ in 0..MOST_LOOKS {
            let plan = self.plan();
            let Some(task) = plan.tasks.first() else {
                self.world.audit().expect("books that balance");
                return done;
            };
            self.carry(task);
            done.push((task.key.job, task.key.what));
        }
        panic!("it goes on for ever: {done:?}");
    }
}

/// The steps of a plan.
pub fn steps(plan: &Plan) -> Vec<Step> {
    let keys = plan.tasks.iter().map(|task| task.key);
    keys.map(|key| (key.job, key.what)).collect()
}

/// The clock's account at a time.
fn clock(now: i64) -> Held {
    let mut data = vec![0; 40];
    data[32..].copy_from_slice(&now.to_le_bytes());
    Held {
        owner: Pubkey::default(),
        lamports: 1,
        data,
    }
}
