//! A line between keepers and the node that can be made to fail.

use std::{
    io::{ErrorKind, Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        atomic::{AtomicU8, Ordering},
        Arc,
    },
    thread,
    time::Duration,
};

/// How long a byte may wait before the line looks at its fault again.
const TICK: Duration = Duration::from_millis(50);

/// What is wrong with the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Fault {
    /// Nothing.
    None,
    /// Nothing comes through, and nothing is closed: requests time out.
    Stall,
    /// Answers come, but not the node's.
    Garbage,
}

/// One forwarded port.
pub struct Proxy {
    pub port: u16,
    fault: Arc<AtomicU8>,
}

impl Proxy {
    /// Listens on a free port and forwards to `target` on the loopback interface.
    pub fn to(listener: TcpListener, target: u16) -> Self {
        let port = listener.local_addr().unwrap().port();
        let fault = Arc::new(AtomicU8::new(Fault::None as u8));
        let shared = Arc::clone(&fault);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let fault = Arc::clone(&shared);
                thread::spawn(move || forward(client, target, &fault));
            }
        });
        Self { port, fault }
    }

    pub fn set(&self, fault: Fault) {
        self.fault.store(fault as u8, Ordering::Relaxed);
    }
}

/// Until either end closes. A node that is not there closes the line.
fn forward(client: TcpStream, target: u16, fault: &Arc<AtomicU8>) {
    let Ok(node) = TcpStream::connect(("127.0.0.1", target)) else {
        return;
    };
    let (Ok(from_client), Ok(from_node)) = (client.try_clone(), node.try_clone()) else {
        return;
    };
    let (up, down) = (Arc::clone(fault), Arc::clone(fault));
    let there = thread::spawn(move || pump(from_client, node, &up, false));
    pump(from_node, client, &down, true);
    let _ = there.join();
}

fn pump(mut from: TcpStream, mut to: TcpStream, fault: &AtomicU8, spoils: bool) {
    from.set_read_timeout(Some(TICK)).unwrap();
    let mut buffer = [0; 16_384];
    loop {
        let is = |which: Fault| fault.load(Ordering::Relaxed) == which as u8;
        if is(Fault::Stall) {
            thread::sleep(TICK);
            continue;
        }
        let read = match from.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                continue;
            }
            Err(_) => break,
        };
        if spoils && is(Fault::Garbage) {
            // Letters become others: headers stay in shape, what they carry does not.
            for byte in buffer[..read].iter_mut().filter(|byte| **byte == b'"') {
                *byte = b'\'';
            }
        }
        if to.write_all(&buffer[..read]).is_err() {
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}
