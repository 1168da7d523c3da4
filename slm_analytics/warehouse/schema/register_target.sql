-- Sheet targets of the register, cells as written. Key: target_id, valid_from.
CREATE TABLE register_target (
    line            INTEGER NOT NULL, -- line in the exported sheet
    target_id       VARCHAR NOT NULL, -- name of the target; its versions share it
    clock           VARCHAR, -- what is timed: response, resolution, closure; holding: while one group or supplier holds the ticket; blank: resolution
    customer        VARCHAR, -- customer it holds for; blank: any
    service         VARCHAR, -- service it holds for; blank: any
    record_type     VARCHAR, -- record type it holds for; blank: any
    priority        VARCHAR, -- priority it holds for; blank: any
    holder          VARCHAR, -- of a holding clock: the group or supplier whose time is counted
    target          VARCHAR NOT NULL, -- how long: 90 min, 8 h, 4 h 30 min of service time; 2 d: working days keeping the time of day; 1 d by 17:00
    calendar_id     VARCHAR NOT NULL, -- calendar in which the time runs
    valid_from      VARCHAR, -- first day it holds; blank: from the beginning
    valid_to        VARCHAR, -- last day it holds; blank: until further notice
    share           VARCHAR, -- share of tickets that is agreed to be within the target
    start           VARCHAR, -- when the clock starts; blank: opened
    start_state     VARCHAR, -- with start = state entered: the state
    retroactive     VARCHAR, -- whether a clock that starts later counts from the opening all the same; blank: yes
    pauses          VARCHAR, -- states in which the clock stands still; none: in no state. A response clock never pauses; blank: on_hold/awaiting_customer
    pause_time      VARCHAR, -- what a pause takes off; blank: service hours
    change          VARCHAR, -- what a changed priority, group or service does that brings another target; blank: raised from change
    version         VARCHAR, -- which version of target and calendar holds; blank: at opening
    reopen          VARCHAR, -- what reopening does; blank: continue
    reopen_days     VARCHAR, -- with reopen = continue: within how many working days; later it is a new case; blank: 5
    closing         VARCHAR, -- where a due time on the closing time lies; blank: stays
    tie             VARCHAR, -- what an elapsed time equal to the target is; blank: met
    response_states VARCHAR -- states that answer the customer, as a first response does; blank: none
);
