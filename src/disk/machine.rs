//! What this program has used of the machine so far, where the system says so.

use std::fs;

/// Processor time and memory.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Usage {
    /// Seconds of processor time over all threads, the system's part included.
    pub(crate) cpu: f64,
    /// The most memory that was in use at one time, in KiB.
    pub(crate) peak: u64,
}

/// Clock ticks a second, which Linux has fixed for programs.
const TICKS: f64 = 100.0;

/// What has been used until now.
pub(crate) fn usage() -> Option<Usage> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let status = fs::read_to_string("/proc/self/status").ok()?;
    read(&stat, &status)
}

fn read(stat: &str, status: &str) -> Option<Usage> {
    // The name of the program stands in brackets and may hold anything; the numbers follow.
    let mut numbers = stat.rsplit_once(')')?.1.split_whitespace().skip(11).map(str::parse::<u32>);
    let ticks = f64::from(numbers.next()?.ok()?) + f64::from(numbers.next()?.ok()?);
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(Usage { cpu: ticks / TICKS, peak: peak.split_whitespace().next()?.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_and_memory_are_read_from_what_the_system_says() {
        let stat = "7 (a ) b) S 1 7 7 0 -1 4194560 109 0 0 0 150 25 0 0 20 0 1 0 8 1 1";
        assert_eq!(read(stat, "Name:\tx\nVmHWM:\t  2048 kB\n"), Some(Usage { cpu: 1.75, peak: 2048 }));
        assert_eq!(read(stat, ""), None);
    }
}
