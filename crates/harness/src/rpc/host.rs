//! A node that answers while somebody else works.

use std::{
    io::ErrorKind,
    net::{TcpListener, TcpStream},
    process::{Command, Output, Stdio},
    thread::{self, sleep},
    time::Duration,
};

use super::{answer, listen, Line};

/// A line behind a loopback port.
pub struct Host {
    pub line: Line,
    listener: TcpListener,
    url: String,
}

impl Host {
    /// Nothing is answered yet, but connections are taken.
    pub fn of(line: Line) -> Self {
        let (listener, url) = listen();
        listener.set_nonblocking(true).expect("a port");
        Self {
            line,
            listener,
            url,
        }
    }

    /// Where it is reached.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Answers, on this thread, until `work` is done on another.
    pub fn serve<T: Send + 'static>(&mut self, work: impl FnOnce() -> T + Send + 'static) -> T {
        let work = thread::spawn(work);
        // A client may open a connection ahead of what it has to say.
        let mut silent = Vec::new();
        while !work.is_finished() {
            match self.listener.accept() {
                Ok((stream, _)) => {
                    stream.set_nonblocking(true).expect("a connection");
                    silent.push(stream);
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    sleep(Duration::from_millis(1));
                }
                Err(error) => panic!("{error}"),
            }
            let (speaking, others): (Vec<_>, Vec<_>) = silent.into_iter().partition(speaks);
            silent = others;
            for stream in speaking {
                stream.set_nonblocking(false).expect("a connection");
                answer(stream, &mut self.line);
            }
        }
        match work.join() {
            Ok(done) => done,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    }

    /// Answers until a process has ended; what it said.
    pub fn run(&mut self, mut command: Command) -> Output {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = command.spawn().expect("the process starts");
        let output = self.serve(move || child.wait_with_output());
        output.expect("an output")
    }
}

/// Whether something has come, or never will.
fn speaks(stream: &TcpStream) -> bool {
    let heard = stream.peek(&mut [0]);
    heard.map_or_else(|error| error.kind() != ErrorKind::WouldBlock, |_| true)
}
