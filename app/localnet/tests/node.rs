//! The node as a chain: its time, its program, and what is kept of it.

use std::{net::TcpStream, path::Path, process};

use anchor_lang::prelude::Pubkey;
use ballast_harness::{
    localnet::{ask, two_ports},
    setup::DOLLAR,
    Account, Chain, Setup, TxError, World,
};
use ballast_localnet::{Node, NodeError, Options, Ports, Program};
use serde_json::json;

fn node(start_ts: i64) -> Node {
    Node::start(&Options {
        program: Program::Native,
        start_ts,
    })
    .unwrap()
}

/// Two ports in a row that nobody listens on. They are lower than those that an operating system hands out, so that nobody
/// is given them while the node has let go of them, and higher than the drills'.
fn ports() -> Ports {
    let first = 30_000 + (process::id() % 1_000) as u16 * 2;
    let all = (first..32_000).chain(30_000..first).step_by(2);
    let mut free = all
        .map(Ports::from_rpc)
        .filter(|ports| ports.check_free().is_ok());
    free.next().expect("free ports")
}

#[test]
fn time_stands_still_between_ticks_and_accounts_come_with_it() {
    let node = node(1_700_000_000);
    let (address, slot) = (Pubkey::new_unique(), node.slot());
    let account = Account::new(Pubkey::new_unique(), vec![7; 40]);
    assert_eq!(node.clone().now(), 1_700_000_000);
    let now = node.tick(24_000, vec![(address, account.clone())]).unwrap();
    assert_eq!((now, node.slot()), (1_700_000_024, slot + 1));
    assert_eq!(node.clone().account(&address), Some(account));
    // Parts of seconds add up.
    for _ in 0..5 {
        node.tick(400, Vec::new()).unwrap();
    }
    assert_eq!(node.unix_millis(), 1_700_000_026_000);
}

#[test]
fn a_market_lives_on_it_and_refusals_have_their_reasons() {
    let setup = Setup::default();
    let mut world = World::create(Box::new(node(setup.start_ts)), &setup).unwrap();
    world.tick(60, 201 * DOLLAR).unwrap();
    assert_eq!(world.market().risk.price, 201 * DOLLAR);
    let poor = world.actor(0, 0).unwrap();
    let refused = world.queue_deposit(&poor, 1_000_000_000).unwrap_err();
    assert_eq!(
        refused,
        TxError::Program(1),
        "insufficient funds, by the token program"
    );
    world.audit().unwrap();
}

#[test]
fn it_goes_on_where_it_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.bin");
    let setup = Setup::default();
    let first = node(setup.start_ts);
    let mut world = World::create(Box::new(first.clone()), &setup).unwrap();
    world.tick(60, 201 * DOLLAR).unwrap();
    first.save(&path, "a note").unwrap();
    let address = world.keys.market;
    let market = world.chain.account(&address);
    let (time, slot) = (first.unix_millis(), first.slot());
    drop((world, first));

    let (second, note) = Node::resume(&Program::Native, &path).unwrap();
    assert_eq!(note, "a note");
    assert_eq!((second.unix_millis(), second.slot()), (time, slot));
    let owned = second.owned_by(&ballast::ID).unwrap();
    assert!(owned.iter().any(|(found, _)| *found == address));
    let mut world = World::attached(Box::new(second), &setup);
    assert_eq!(world.chain.account(&address), market);
    world.tick(60, 202 * DOLLAR).unwrap();
    assert_eq!(world.market().risk.price, 202 * DOLLAR);
}

#[test]
fn what_cannot_be_gone_on_from_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.bin");
    let resume = |path: &Path| Node::resume(&Program::Native, path).err().unwrap();
    assert!(matches!(
        resume(&path),
        NodeError::StateFile { what: "read", .. }
    ));
    std::fs::write(&path, [9; 64]).unwrap();
    assert!(matches!(resume(&path), NodeError::StateUnfit { .. }));
    node(1).save(&path, "").unwrap();
    let saved = std::fs::read(&path).unwrap();
    // The layout's number is first, then the program's address.
    for (at, told) in [(0, "its layout is 99"), (4, "it is of a program at")] {
        let mut bytes = saved.clone();
        bytes[at] = 99;
        std::fs::write(&path, bytes).unwrap();
        let error = resume(&path).to_string();
        assert!(error.contains(told), "{error}");
    }
}

#[test]
fn a_port_that_is_taken_is_told_before_anything_is_done() {
    let (port, [first, second]) = two_ports();
    drop(first);
    let error = Ports::from_rpc(port).check_free().unwrap_err().to_string();
    assert!(error.contains(&format!("port {}", port + 1)), "{error}");
    drop(second);
    Ports::from_rpc(port).check_free().unwrap();
}

#[test]
fn files_that_are_no_program_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let start = |bytes: &[u8]| {
        let path = folder.path().join("program.so");
        std::fs::write(&path, bytes).unwrap();
        let options = Options {
            program: Program::File(path),
            start_ts: 1,
        };
        Node::start(&options).err().unwrap().to_string()
    };
    assert!(start(b"text").contains("it is no ELF file"));
    assert!(start(b"\x7fELF").contains("it is cut short"));
    let mut newer = [0; 100];
    newer[..4].copy_from_slice(b"\x7fELF");
    newer[48] = 9;
    assert!(start(&newer).contains("SBPF v9"));
    let missing = Options {
        program: Program::File(folder.path().join("none.so")),
        start_ts: 1,
    };
    let error = Node::start(&missing).err().unwrap();
    assert!(matches!(error, NodeError::ProgramFile { .. }));
}

#[test]
fn it_serves_stops_and_serves_again() {
    let (first, ports) = (node(1_700_000_000), ports());
    first.serve(ports).unwrap();
    assert!(ask(ports.rpc, "getSlot", &json!([])).is_u64());
    // Whoever comes second is told, and the first goes on.
    let error = node(1_700_000_000).serve(ports).unwrap_err();
    assert!(matches!(error, NodeError::Server(_)), "{error}");
    assert!(first.failure().is_none());
    first.stop_serving();
    assert!(TcpStream::connect(("127.0.0.1", ports.rpc)).is_err());
    first.tick(400, Vec::new()).unwrap();
    first.serve(ports).unwrap();
    assert_eq!(ask(ports.rpc, "getHealth", &json!([])), "ok");
}
