//! Turns at a few cores: no one who asks much takes them from those who ask little.
//!
//! Lanes share the cores by weight. Within a lane the turn goes to the outer share that was served
//! longest ago, within that to such an inner share, and then to who came first. One account works
//! once at a time. When a lane is full, whoever came last of the share that waits most leaves.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::oneshot;

/// How many of one account may wait, while another of it works.
const WAITING_OF_ONE: usize = 2;
/// Shares whose last turn is remembered, at most.
const REMEMBERED: usize = 4096;
/// Turns within which a share is remembered once there are so many.
const TURNS_REMEMBERED: u64 = 1024;

/// A lane to the cores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Lane {
    /// Signing in, from a network that is known.
    Known,
    /// Signing in, from elsewhere.
    Strangers,
    /// Setting secrets.
    NewSecrets,
}

impl Lane {
    const ALL: [Self; 3] = [Self::Known, Self::Strangers, Self::NewSecrets];

    /// What a turn costs a lane: the known have two for each one of the others.
    const fn cost(self) -> u64 {
        match self {
            Self::Known => 1,
            Self::Strangers | Self::NewSecrets => 2,
        }
    }
}

/// What decides when one works.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn<Share> {
    /// The lane.
    pub(super) lane: Lane,
    /// Who takes turns in the lane.
    pub(super) outer: Share,
    /// Who takes turns among those of the outer share.
    pub(super) inner: Share,
    /// Who works once at a time.
    pub(super) single: Share,
}

/// The lane is full, or the account waits already.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Full;

/// The cores and who waits for them.
#[derive(Debug)]
pub(super) struct Turns<Share: Copy + Eq + Hash>(Arc<Mutex<State<Share>>>);

#[derive(Debug)]
struct State<Share> {
    free: usize,
    /// Cores that set secrets at once, at most, and how many do.
    setting_at_most: usize,
    setting: usize,
    /// How many may wait in a lane.
    queue: usize,
    next_number: u64,
    /// In the order in which they came.
    waiting: Vec<Waiting<Share>>,
    working: HashMap<u64, Turn<Share>>,
    busy: HashSet<Share>,
    /// What each lane's turns have cost, and what those of the lane that was served last had.
    spent: HashMap<Lane, u64>,
    spent_last: u64,
    turns: u64,
    /// The last turn of a share.
    served: HashMap<Share, u64>,
}

#[derive(Debug)]
struct Waiting<Share> {
    number: u64,
    turn: Turn<Share>,
    go: oneshot::Sender<()>,
}

/// A place in the queue and then, once [`Place::turn`] is over, at a core. Whoever drops it leaves.
#[derive(Debug)]
pub(super) struct Place<Share: Copy + Eq + Hash> {
    number: u64,
    turns: Turns<Share>,
    go: oneshot::Receiver<()>,
}

impl<Share: Copy + Eq + Hash> Clone for Turns<Share> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<Share: Copy + Eq + Hash> Turns<Share> {
    /// So many work at once, and so many wait in each lane. Half of the cores, and at least one, may
    /// be setting secrets.
    pub(super) fn new(cores: usize, queue: usize) -> Self {
        Self(Arc::new(Mutex::new(State {
            free: cores,
            setting_at_most: (cores / 2).max(1),
            setting: 0,
            queue,
            next_number: 0,
            waiting: Vec::new(),
            working: HashMap::new(),
            busy: HashSet::new(),
            spent: HashMap::new(),
            spent_last: 0,
            turns: 0,
            served: HashMap::new(),
        })))
    }

    /// Takes a place in the queue.
    ///
    /// # Errors
    /// [`Full`].
    pub(super) fn queue(&self, turn: Turn<Share>) -> Result<Place<Share>, Full> {
        let mut state = self.state();
        let same = |waiting: &&Waiting<Share>| waiting.turn.single == turn.single;
        if state.waiting.iter().filter(same).count() >= WAITING_OF_ONE {
            return Err(Full);
        }
        state.make_room(turn)?;
        let number = state.next_number;
        state.next_number = number.saturating_add(1);
        state.enter(turn.lane);
        let (go, gone) = oneshot::channel();
        state.waiting.push(Waiting { number, turn, go });
        state.serve();
        Ok(Place {
            number,
            turns: self.clone(),
            go: gone,
        })
    }

    /// How many wait and how many work.
    pub(super) fn load(&self) -> (usize, usize) {
        let state = self.state();
        (state.waiting.len(), state.working.len())
    }

    fn state(&self) -> MutexGuard<'_, State<Share>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<Share: Copy + Eq + Hash> Place<Share> {
    /// Waits for the turn.
    ///
    /// # Errors
    /// [`Full`] if the place went to another share meanwhile.
    pub(super) async fn turn(&mut self) -> Result<(), Full> {
        (&mut self.go).await.map_err(|_| Full)
    }
}

impl<Share: Copy + Eq + Hash> Drop for Place<Share> {
    fn drop(&mut self) {
        let mut state = self.turns.state();
        state
            .waiting
            .retain(|waiting| waiting.number != self.number);
        state.finish(self.number);
        state.serve();
    }
}

impl<Share: Copy + Eq + Hash> State<Share> {
    fn in_lane(&self, lane: Lane) -> impl Iterator<Item = &Waiting<Share>> {
        self.waiting
            .iter()
            .filter(move |waiting| waiting.turn.lane == lane)
    }

    /// Sends away whoever came last of the share that waits most, if the lane is full.
    fn make_room(&mut self, turn: Turn<Share>) -> Result<(), Full> {
        if self.in_lane(turn.lane).count() < self.queue {
            return Ok(());
        }
        let mut sizes: HashMap<Share, usize> = HashMap::new();
        for waiting in self.in_lane(turn.lane) {
            *sizes.entry(waiting.turn.outer).or_default() += 1;
        }
        let own = sizes.get(&turn.outer).copied().unwrap_or_default();
        let size = |waiting: &Waiting<Share>| sizes.get(&waiting.turn.outer).copied();
        let last_of_largest = self
            .in_lane(turn.lane)
            .filter(|waiting| size(waiting) > Some(own.saturating_add(1)))
            .max_by_key(|waiting| (size(waiting), waiting.number))
            .map(|waiting| waiting.number)
            .ok_or(Full)?;
        self.waiting
            .retain(|waiting| waiting.number != last_of_largest);
        Ok(())
    }

    /// A lane that was empty has no turns to make up for.
    fn enter(&mut self, lane: Lane) {
        if self.in_lane(lane).next().is_none() {
            let spent = self.spent.entry(lane).or_default();
            *spent = (*spent).max(self.spent_last);
        }
    }

    /// Gives turns as long as there are cores.
    fn serve(&mut self) {
        while self.free > 0 {
            let Some(waiting) = self.next() else {
                return;
            };
            self.begin(waiting.number, waiting.turn);
            if waiting.go.send(()).is_err() {
                self.finish(waiting.number);
            }
        }
    }

    /// Takes whose turn it is out of the queue.
    fn next(&mut self) -> Option<Waiting<Share>> {
        let mut lanes = Lane::ALL;
        lanes.sort_by_key(|lane| self.spent.get(lane).copied().unwrap_or_default());
        let number = lanes.into_iter().find_map(|lane| self.next_in(lane))?;
        let index = self
            .waiting
            .iter()
            .position(|waiting| waiting.number == number)?;
        Some(self.waiting.remove(index))
    }

    fn next_in(&self, lane: Lane) -> Option<u64> {
        if lane == Lane::NewSecrets && self.setting >= self.setting_at_most {
            return None;
        }
        let served = |share: &Share| self.served.get(share).copied().unwrap_or_default();
        self.in_lane(lane)
            .filter(|waiting| !self.busy.contains(&waiting.turn.single))
            .min_by_key(|waiting| (served(&waiting.turn.outer), served(&waiting.turn.inner)))
            .map(|waiting| waiting.number)
    }

    fn begin(&mut self, number: u64, turn: Turn<Share>) {
        self.free = self.free.saturating_sub(1);
        self.setting += usize::from(turn.lane == Lane::NewSecrets);
        self.busy.insert(turn.single);
        self.working.insert(number, turn);
        let spent = self.spent.entry(turn.lane).or_default();
        *spent = spent.saturating_add(turn.lane.cost());
        self.spent_last = *spent;
        self.turns = self.turns.saturating_add(1);
        if self.served.len() >= REMEMBERED {
            let recent = self.turns.saturating_sub(TURNS_REMEMBERED);
            self.served.retain(|_, at| *at > recent);
        }
        self.served.insert(turn.outer, self.turns);
        self.served.insert(turn.inner, self.turns);
    }

    fn finish(&mut self, number: u64) {
        if let Some(turn) = self.working.remove(&number) {
            self.free = self.free.saturating_add(1);
            self.setting -= usize::from(turn.lane == Lane::NewSecrets);
            self.busy.remove(&turn.single);
        }
    }
}

#[cfg(test)]
mod tests;
