//! A small HTTP server for one guide on this machine: what is asked for is looked up in memory.
//!
//! [`answer`] decides what a request gets, [`snapshot`] is what there is to give, [`events`] tells open pages
//! what became of them, [`patience`] ends connections that stand still. How the guide is built is for
//! [`crate::preview`]; the server only sees one finished snapshot after the other.
//!
//! **It listens on this machine only**, and answers only requests made to this machine's own names, so that
//! no web page elsewhere can read an unpublished guide.

mod answer;
mod events;
mod patience;
pub(crate) mod snapshot;

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{Either, Full, channel::Channel};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONNECTION, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use answer::Answer;
use patience::Patient;
use snapshot::Snapshot;

use crate::disk;

/// The port that is tried first.
pub(crate) const USUAL_PORT: u16 = 4173;
/// How many connections are open at once; others wait their turn.
const CONNECTIONS: RangeInclusive<usize> = 160..=16_384;
/// How many connections may wait to be accepted.
const WAITING: u32 = 4096;
/// How long a request may take to arrive, and how long a connection may stay idle.
const HEADER_TIME: Duration = Duration::from_secs(15);
/// How long a client may take none of what it is sent.
const STANDSTILL: Duration = Duration::from_secs(20);
/// How long answers under way may take when the server closes.
const FAREWELL: Duration = Duration::from_millis(300);

/// The snapshot that is being served; sending another one swaps them.
pub(crate) type Current = watch::Receiver<Arc<Snapshot>>;

/// What is sent: bytes that are there, or events as they come.
type Body = Either<Full<Bytes>, Channel<Bytes, Infallible>>;

/// Which port to listen on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Port {
    /// This one and no other; 0 is any that is free.
    Exactly(u16),
    /// The usual one, or one near it that is free.
    Usual,
}

/// A server that has its port but answers nobody yet.
pub(crate) struct Server {
    runtime: tokio::runtime::Runtime,
    listener: TcpListener,
    address: SocketAddr,
}

impl Server {
    /// Takes a port of this machine.
    ///
    /// # Errors
    ///
    /// When the port is taken, or the system refuses.
    pub(crate) fn bind(port: Port) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).thread_name("serve").enable_all().build()?;
        let listener = {
            let _inside = runtime.enter();
            match port {
                Port::Exactly(port) => listen(port)?,
                Port::Usual => {
                    (USUAL_PORT..USUAL_PORT + 10).chain([0]).find_map(|port| listen(port).ok()).ok_or(io::ErrorKind::AddrInUse)?
                }
            }
        };
        let address = listener.local_addr()?;
        Ok(Self { runtime, listener, address })
    }

    /// The port that was taken.
    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// Answers requests until the program is asked to end with Ctrl-C.
    ///
    /// # Errors
    ///
    /// When the system cannot tell of Ctrl-C.
    pub(crate) fn run(self, current: Current) -> io::Result<()> {
        let open = Arc::new(Semaphore::new(connections(disk::open_files())));
        self.runtime.spawn(accept(self.listener, current, open.clone()));
        let outcome = self.runtime.block_on(tokio::signal::ctrl_c());
        self.runtime.shutdown_timeout(FAREWELL);
        outcome
    }
}

/// How many connections fit beside the files of the guide, which must be read meanwhile: three quarters of what may be open.
fn connections(open_files: Option<usize>) -> usize {
    let usual = if cfg!(target_os = "macos") { 256 } else { 1024 };
    (open_files.unwrap_or(usual) / 4 * 3).clamp(*CONNECTIONS.start(), *CONNECTIONS.end())
}

fn listen(port: u16) -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    // Without this, a port stays taken for a minute after the last server on it. On Windows it means
    // something else: that two servers may share a port.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind((Ipv4Addr::LOCALHOST, port).into())?;
    socket.listen(WAITING)
}

async fn accept(listener: TcpListener, current: Current, open: Arc<Semaphore>) {
    loop {
        let Ok(permit) = open.clone().acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(connection(stream, current.clone(), open.clone(), permit));
            }
            // The system has no more files to give, or the client has gone: neither is for ever.
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}

/// Answers the requests of one connection, one after the other.
async fn connection(stream: TcpStream, current: Current, open: Arc<Semaphore>, _permit: OwnedSemaphorePermit) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| {
        let mut response = respond(&request, &current);
        if open.available_permits() == 0 {
            // Others are waiting: they shall not wait until this client has lost interest.
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        std::future::ready(Ok::<_, Infallible>(response))
    });
    // An error here is a client that went away or was too slow; there is nobody to tell.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIME)
        .max_buf_size(32 * 1024)
        .serve_connection(TokioIo::new(Patient::new(stream, STANDSTILL)), service)
        .await;
}

fn respond(request: &Request<Incoming>, current: &Current) -> Response<Body> {
    let snapshot = current.borrow().clone();
    match answer::answer(request.method(), request.uri(), request.headers(), &snapshot) {
        Answer::Whole(response) => response.map(|bytes| Either::Left(Full::new(bytes))),
        Answer::Events(response, subscription) => response.map(|()| Either::Right(events::stream(subscription, current.clone()))),
    }
}

#[cfg(test)]
mod tests {
    use super::connections;

    #[test]
    fn some_open_files_are_kept_for_the_guide() {
        assert_eq!(connections(Some(1024)), 768);
        assert_eq!(connections(Some(64)), 160);
        assert_eq!(connections(Some(1_000_000)), 16_384);
    }
}
