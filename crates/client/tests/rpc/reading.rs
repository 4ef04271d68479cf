//! Accounts, one by one and by the thousand.

use anchor_lang::{prelude::Pubkey, AnchorSerialize, Discriminator};
use ballast_client::{
    ballast::state::{DepositReceipt, MarginAccount, Market, Series, Vault},
    option_risk::units::Kind,
    rpc::{offsets, Held, Naming, RpcError},
    PROGRAM_ID,
};
use ballast_harness::{rpc::Mishap, setup::SOL, setup::START_TS, Account, Chain};
use serde_json::json;

use crate::scene::Scene;

fn key(number: u8) -> Pubkey {
    Pubkey::new_from_array([number; 32])
}

#[test]
fn any_number_of_accounts_comes_back_in_order() {
    let mut scene = Scene::bare();
    // Every third is missing.
    for number in (1..=250u8).filter(|number| number % 3 != 0) {
        let account = Account::new(PROGRAM_ID, vec![number]);
        scene.line.set_account(&key(number), account);
    }
    let found: Vec<Option<Held>> = scene.ask(|node| async move {
        let addresses: Vec<Pubkey> = (1..=250).map(key).collect();
        node.accounts(&addresses).await.unwrap()
    });
    assert_eq!(found.len(), 250);
    for (number, held) in (1..=250u8).zip(&found) {
        let data = held.as_ref().map(|held| held.data.as_slice());
        assert_eq!(data, (number % 3 != 0).then_some([number].as_slice()));
    }
    assert!(found[0].as_ref().unwrap().lamports > 0);
    assert_eq!(scene.line.asked("getMultipleAccounts"), 3);
}

#[test]
fn no_accounts_are_no_request() {
    let mut scene = Scene::bare();
    let found = scene.ask(|node| async move { node.accounts(&[]).await.unwrap() });
    assert!(found.is_empty());
    assert_eq!(scene.line.asked("getMultipleAccounts"), 0);
}

#[test]
fn a_market_is_read_with_its_clock_and_its_addresses() {
    let (mut scene, world) = Scene::market();
    let address = world.keys.market;
    let (now, keys) = scene.ask(move |node| async move {
        let (market, now) = node.market(&address).await.unwrap();
        assert_eq!(node.clock().await.unwrap(), now);
        (now, node.market_keys(&address, &market).await.unwrap())
    });
    assert_eq!(now, START_TS);
    assert_eq!(keys, world.keys);
}

#[test]
fn an_account_is_read_as_what_it_is_and_nothing_else() {
    let (mut scene, world) = Scene::market();
    let (market, vault, mint) = (world.keys.market, world.vault.vault, world.keys.base_mint);
    scene.ask(move |node| async move {
        let found = node.account::<Vault>(&vault).await.unwrap();
        assert_eq!(found.unwrap().market, market);
        assert!(node.account::<Vault>(&key(9)).await.unwrap().is_none());
        // A market is plain memory, and may be read like any other account.
        assert!(node.account::<Market>(&market).await.unwrap().is_some());
        let error = node.account::<Series>(&vault).await.unwrap_err();
        assert!(matches!(error, RpcError::WrongType { .. }), "{error}");
        let error = node.account::<Series>(&mint).await.unwrap_err();
        assert!(matches!(error, RpcError::NotOurs { owner, .. } if owner == anchor_spl::token::ID));
        let error = node.market(&vault).await.unwrap_err();
        assert!(error.to_string().ends_with("is no market"), "{error}");
        let error = node.market(&key(9)).await.unwrap_err();
        assert!(matches!(error, RpcError::NoAccount { address, .. } if address == key(9)));
        assert!(!error.is_transient());
    });
}

#[test]
fn tokens_and_supply_are_counted() {
    let (mut scene, mut world) = Scene::market();
    let actor = world.actor(7 * SOL, 0).unwrap();
    let account = world.keys.collateral_account(&actor.key(), Kind::Call);
    let mint = world.keys.base_mint;
    scene.ask(move |node| async move {
        assert_eq!(node.tokens(&account).await.unwrap(), 7 * SOL);
        assert_eq!(node.supply(&mint).await.unwrap(), 7 * SOL);
        assert_eq!(node.tokens(&key(9)).await.unwrap(), 0);
        assert_eq!(node.supply(&key(9)).await.unwrap(), 0);
    });
}

#[test]
fn what_holds_no_number_is_no_token_account() {
    let mut scene = Scene::bare();
    let short = Account::new(anchor_spl::token::ID, vec![1; 40]);
    scene.line.set_account(&key(9), short);
    let error = scene.ask(|node| async move { node.tokens(&key(9)).await.unwrap_err() });
    assert_eq!(error.to_string(), format!("{} is no token account", key(9)));
}

#[test]
fn accounts_are_found_by_what_they_name() {
    let (mut scene, mut world) = Scene::market();
    let writers: Vec<_> = (0..3).map(|_| world.actor(50 * SOL, 0).unwrap()).collect();
    for writer in &writers {
        world.open_margin(writer, Kind::Call, 10 * SOL).unwrap();
    }
    world.queue_deposit(&writers[0], 5 * SOL).unwrap();
    world.advance(1);
    let pick = world.vault_pick();
    let series = world
        .create_series(Kind::Call, pick.strike, pick.expiry_ts)
        .unwrap();
    let (market, owner) = (world.keys.market, writers[1].key());
    let depositor = writers[0].key();
    let vault = world.vault.vault;
    let other = key(9);
    scene.ask(move |node| async move {
        let by = |offset, key| Some(Naming { offset, key });
        let margins = by(offsets::MARGIN_MARKET_AT, &market);
        let margins = node.addresses::<MarginAccount>(margins).await.unwrap();
        assert_eq!(margins.len(), 3);
        let own = by(offsets::MARGIN_OWNER_AT, &owner);
        let own = node.all::<MarginAccount>(own).await.unwrap();
        assert_eq!(own.len(), 1);
        assert_eq!((own[0].1.owner, own[0].1.collateral), (owner, 10 * SOL));
        assert!(margins.contains(&own[0].0));
        let found = by(offsets::SERIES_MARKET_AT, &market);
        let found = node.all::<Series>(found).await.unwrap();
        assert_eq!(found[0].0, series.series);
        let found = by(offsets::VAULT_MARKET_AT, &market);
        assert_eq!(node.addresses::<Vault>(found).await.unwrap(), [vault]);
        let found = by(offsets::RECEIPT_OWNER_AT, &depositor);
        let found = node.all::<DepositReceipt>(found).await.unwrap();
        assert_eq!(found[0].1.vault, vault);
        assert_eq!(node.addresses::<Market>(None).await.unwrap(), [market]);
        let none = by(offsets::SERIES_MARKET_AT, &other);
        assert!(node.addresses::<Series>(none).await.unwrap().is_empty());
    });
}

/// Accounts as they would be on chain: many, some of them closed, cut short, filled with noise or of another program.
#[test]
fn what_does_not_decode_is_passed_over() {
    let mut scene = Scene::bare();
    let market = key(7);
    let mut good = 0;
    for number in 1..=230u8 {
        let owner = key(number);
        let account = MarginAccount::new(market, owner, Kind::Put, number);
        let mut data = MarginAccount::DISCRIMINATOR.to_vec();
        account.serialize(&mut data).unwrap();
        let mut program = PROGRAM_ID;
        match number % 10 {
            // Cut short behind what is filtered by.
            0 => data.truncate(60),
            1 => program = key(250),
            2 => data.resize(5_000, 0xff),
            _ => {}
        }
        // Longer than it need be is no fault: the program reads it too.
        good += usize::from(number % 10 > 1);
        scene.line.set_account(&owner, Account::new(program, data));
    }
    let (addresses, all) = scene.ask(move |node| async move {
        let naming = Naming {
            offset: offsets::MARGIN_MARKET_AT,
            key: &market,
        };
        let addresses = node.addresses::<MarginAccount>(Some(naming)).await.unwrap();
        (addresses, node.all::<MarginAccount>(Some(naming)).await)
    });
    let all = all.unwrap();
    // Those of another program are not the node's answer at all.
    assert_eq!(addresses.len(), 207);
    assert_eq!(all.len(), good);
    assert!(all
        .iter()
        .all(|(address, account)| *address == account.owner));
}

#[test]
fn a_market_cut_short_is_no_market() {
    let mut scene = Scene::bare();
    let mut data = Market::DISCRIMINATOR.to_vec();
    data.resize(1_000, 1);
    scene
        .line
        .set_account(&key(9), Account::new(PROGRAM_ID, data));
    scene.ask(|node| async move {
        let error = node.market(&key(9)).await.unwrap_err();
        assert!(matches!(error, RpcError::WrongType { .. }), "{error}");
        assert!(node.account::<Market>(&key(9)).await.is_err());
        assert!(node.all::<Market>(None).await.unwrap().is_empty());
    });
}

#[test]
fn one_that_is_closed_between_two_requests_is_passed_over() {
    let mut scene = Scene::bare();
    let account = MarginAccount::new(key(7), key(8), Kind::Put, 1);
    let mut data = MarginAccount::DISCRIMINATOR.to_vec();
    account.serialize(&mut data).unwrap();
    scene
        .line
        .set_account(&key(8), Account::new(PROGRAM_ID, data));
    let gone = json!({ "context": { "slot": 1 }, "value": [null] });
    let gone = Mishap::Answer(gone);
    scene.line.plan("getMultipleAccounts", gone, 1);
    scene.ask(|node| async move {
        assert!(node.all::<MarginAccount>(None).await.unwrap().is_empty());
        assert_eq!(node.all::<MarginAccount>(None).await.unwrap().len(), 1);
    });
}
