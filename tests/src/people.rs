//! The people of a school under test: each is there, and signed in, when a test names them.

use api::accounts::access_token::Bearer;
use domain::{
    accounts::sessions::{SessionEpoch, SessionKind},
    ids::{ClassId, Id, OrganizationId, PLATFORM, SchoolId, SessionId, UserId},
    mint::Clock as _,
    staff::role::StaffRole,
};
use persistence::testing;
use secrecy::ExposeSecret as _;
use uuid::Uuid;

use crate::{app::TestApp, founding, persona::Persona};

impl TestApp {
    /// A person without an account.
    pub fn anybody(&self) -> Persona {
        Persona {
            app: self.clone(),
            token: None,
            user: Id::from_uuid(Uuid::nil()),
        }
    }

    /// A teacher at the school.
    pub async fn teacher(&self, name: &str) -> Persona {
        self.staff(
            self.world.district,
            name,
            StaffRole::Teacher,
            Some(self.world.school),
        )
        .await
    }

    /// A teacher at the district's other school.
    pub async fn teacher_at_other_school(&self, name: &str) -> Persona {
        self.staff(
            self.world.district,
            name,
            StaffRole::Teacher,
            Some(self.world.other_school),
        )
        .await
    }

    /// A teacher in the other district.
    pub async fn teacher_in_other_district(&self, name: &str) -> Persona {
        self.staff(
            self.world.other_district,
            name,
            StaffRole::Teacher,
            Some(self.world.far_school),
        )
        .await
    }

    /// An assistant at the school.
    pub async fn assistant(&self, name: &str) -> Persona {
        self.staff(
            self.world.district,
            name,
            StaffRole::Assistant,
            Some(self.world.school),
        )
        .await
    }

    /// An administrator of the school.
    pub async fn school_admin(&self, name: &str) -> Persona {
        self.staff(
            self.world.district,
            name,
            StaffRole::SchoolAdmin,
            Some(self.world.school),
        )
        .await
    }

    /// An administrator of the district.
    pub async fn district_admin(&self, name: &str) -> Persona {
        self.staff(self.world.district, name, StaffRole::DistrictAdmin, None)
            .await
    }

    /// An operator of the platform.
    pub async fn operator(&self, name: &str) -> Persona {
        self.staff(PLATFORM, name, StaffRole::PlatformOperator, None)
            .await
    }

    /// A member of staff anywhere.
    pub async fn staff(
        &self,
        organization: OrganizationId,
        name: &str,
        role: StaffRole,
        school: Option<SchoolId>,
    ) -> Persona {
        let now = self.clock.now();
        let found = founding::staff(&self.database, organization, now, name, role, school).await;
        self.persona(organization, found)
    }

    /// A student of a class of the district, on a device of their own.
    pub async fn student_in(&self, class: ClassId, name: &str) -> Persona {
        let (district, now) = (self.world.district, self.clock.now());
        let found = founding::student(&self.database, district, now, class, name).await;
        self.persona(district, found)
    }

    /// A person who is there already, signed in anew.
    pub async fn signed_in(
        &self,
        organization: OrganizationId,
        user: UserId,
        kind: SessionKind,
    ) -> Persona {
        let now = self.clock.now();
        let (session, epoch) = founding::write(&self.database, organization, now, move |tx| {
            testing::begin_session(tx, user, kind)
        })
        .await;
        self.persona(organization, (user, session, epoch))
    }

    fn persona(
        &self,
        organization: OrganizationId,
        (user, session, epoch): (UserId, SessionId, SessionEpoch),
    ) -> Persona {
        let bearer = Bearer {
            user,
            session,
            organization,
            epoch,
        };
        let issued = self
            .hallpass
            .access_tokens()
            .issue(bearer, self.hallpass.mint().as_ref(), self.clock.now())
            .unwrap_or_else(|failure| panic!("{failure}"));
        let token = Some(issued.token.expose_secret().to_owned());
        Persona {
            app: self.clone(),
            token,
            user,
        }
    }
}
