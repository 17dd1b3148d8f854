//! Who of an instance's serializable transactions runs beside others of its tenant, and who runs
//! alone.
//!
//! PostgreSQL refuses one of two serializable transactions that may have read past one another, and
//! what it watches is pages of indexes. While a table is small, its few pages are every person's: a
//! whole class that begins at once would refuse one another until all have tried too often. So one
//! that has lost a few times runs alone within its tenant.
//!
//! A lock is waited for without a connection, so that a tenant whose lock is long keeps no other
//! tenant from the database, and not for longer than a connection would be.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::ids::OrganizationId;
use tokio::{
    sync::{OwnedRwLockReadGuard, OwnedRwLockWriteGuard, RwLock},
    time::timeout,
};

use crate::error::DbError;

/// How often a transaction is tried beside others.
const BESIDE_OTHERS: u32 = 3;
/// Tenants whose locks are kept before those that no one holds are dropped.
const KEPT: usize = 1024;

/// The locks of one instance.
#[derive(Debug, Default)]
pub(super) struct TenantLocks(Mutex<HashMap<OrganizationId, Arc<RwLock<()>>>>);

/// A lock, for as long as this value lives.
#[derive(Debug)]
#[expect(dead_code, reason = "a guard is held and never looked at")]
pub(super) enum Lock {
    Shared(OwnedRwLockReadGuard<()>),
    Exclusive(OwnedRwLockWriteGuard<()>),
}

impl TenantLocks {
    /// Waits for the lock of a tenant's attempt, counted from 1.
    ///
    /// # Errors
    /// [`DbError::Unavailable`] if it does not come in time.
    pub(super) async fn take(
        &self,
        tenant: OrganizationId,
        attempt: u32,
        wait_timeout: Duration,
    ) -> Result<Lock, DbError> {
        let tenant_locks = self.of(tenant);
        let lock = async {
            if attempt > BESIDE_OTHERS {
                Lock::Exclusive(tenant_locks.write_owned().await)
            } else {
                Lock::Shared(tenant_locks.read_owned().await)
            }
        };
        timeout(wait_timeout, lock)
            .await
            .map_err(|_| DbError::Unavailable("the tenant's lock did not come".to_owned()))
    }

    fn of(&self, tenant: OrganizationId) -> Arc<RwLock<()>> {
        let mut tenants = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if tenants.len() >= KEPT {
            tenants.retain(|_, tenant_locks| Arc::strong_count(tenant_locks) > 1);
        }
        Arc::clone(tenants.entry(tenant).or_default())
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future;

    use domain::ids::Id;
    use uuid::Uuid;

    use super::*;

    const SOON: Duration = Duration::from_millis(20);

    fn run(story: impl Future<Output = ()>) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        runtime.block_on(story);
    }

    fn tenant(number: u128) -> OrganizationId {
        Id::from_uuid(Uuid::from_u128(number))
    }

    #[test]
    fn a_first_attempt_runs_beside_others() {
        run(async {
            let tenant_locks = TenantLocks::default();
            let _first = tenant_locks.take(tenant(1), 1, SOON).await.unwrap();
            let _beside = tenant_locks
                .take(tenant(1), BESIDE_OTHERS, SOON)
                .await
                .unwrap();
            assert!(tenant_locks.of(tenant(1)).try_write().is_err());
        });
    }

    #[test]
    fn who_has_lost_too_often_runs_alone() {
        run(async {
            let tenant_locks = TenantLocks::default();
            let alone = tenant_locks.take(tenant(1), BESIDE_OTHERS + 1, SOON).await;
            assert!(tenant_locks.of(tenant(1)).try_read().is_err());
            drop(alone.unwrap());
            assert!(tenant_locks.of(tenant(1)).try_read().is_ok());
        });
    }

    #[test]
    fn nobody_waits_for_another_tenant() {
        run(async {
            let tenant_locks = TenantLocks::default();
            let _alone = tenant_locks
                .take(tenant(1), BESIDE_OTHERS + 1, SOON)
                .await
                .unwrap();
            tenant_locks
                .take(tenant(2), BESIDE_OTHERS + 1, SOON)
                .await
                .unwrap();
        });
    }

    #[test]
    fn waiting_has_an_end_and_leaves_nothing_behind() {
        run(async {
            let tenant_locks = TenantLocks::default();
            let first = tenant_locks.take(tenant(1), 1, SOON).await.unwrap();
            let late = tenant_locks.take(tenant(1), BESIDE_OTHERS + 1, SOON).await;
            assert!(matches!(late, Err(DbError::Unavailable(_))));
            tenant_locks.take(tenant(1), 1, SOON).await.unwrap();
            drop(first);
            tenant_locks
                .take(tenant(1), BESIDE_OTHERS + 1, SOON)
                .await
                .unwrap();
        });
    }

    #[test]
    fn turns_of_many_tenants_are_forgotten_unless_they_are_held() {
        run(async {
            let tenant_locks = TenantLocks::default();
            let _held = tenant_locks.take(tenant(0), 1, SOON).await.unwrap();
            for number in 1..3 * 1024 {
                tenant_locks.take(tenant(number), 1, SOON).await.unwrap();
            }
            assert!(tenant_locks.0.lock().unwrap().len() <= KEPT);
            assert!(tenant_locks.of(tenant(0)).try_write().is_err());
        });
    }
}
