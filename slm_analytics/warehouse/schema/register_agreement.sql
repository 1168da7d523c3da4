-- Sheet agreements of the register, cells as written. Key: agreement_id, version.
CREATE TABLE register_agreement (
    line           INTEGER NOT NULL, -- line in the exported sheet
    agreement_id   VARCHAR NOT NULL, -- name of the agreement; its versions share it
    version        VARCHAR, -- which version; one that follows another has a row of its own; blank: the only one
    kind           VARCHAR NOT NULL, -- SLR: what a customer asks for; SLA: with a customer; OLA: with a group of one's own; UC: with a supplier; MSA: the frame that others stand in
    title          VARCHAR, -- what people call it; blank: its id
    customer       VARCHAR, -- of an SLR, SLA or MSA: the customer; blank: any
    provider       VARCHAR, -- who provides: of an OLA the group, of a UC the supplier; blank: the provider itself
    services       VARCHAR, -- services it is about, as in the catalogue; blank: every service of the customer
    parent         VARCHAR, -- the agreement (agreement_id) in whose frame it stands; blank: none
    status         VARCHAR NOT NULL, -- how far it has come in its life
    signed_on      VARCHAR, -- day on which the last party signed; blank: not signed
    starts_on      VARCHAR, -- first day it holds; blank: since it was signed
    ends_on        VARCHAR, -- last day it holds; blank: until further notice
    notice_on      VARCHAR, -- last day on which notice can be given; blank: not watched
    last_review_on VARCHAR, -- day of the last review; blank: not reviewed yet
    review_months  VARCHAR, -- how often it is to be reviewed, in months; counted from the last review, else from the start; blank: 12
    next_review_on VARCHAR, -- day the next review is set for, where that is earlier; blank: as the interval says
    owner          VARCHAR, -- who looks after it
    document       VARCHAR -- where its text lies: a reference, a path or a link
);
