"""Made-up papers of councils that are not in the corpus."""

STRATEGY = """# Wexmoor Borough Council

# Equality Strategy 2023-2027

Published April 2023

## Introduction

The Equality Act 2010 requires us to have due regard to the need to:

- eliminate unlawful discrimination, harassment and victimisation
- advance equality of opportunity between people
- foster good relations between people

## Our equality objectives

We have set two equality objectives. They were agreed by full council in March 2023.

### Objective 1: Know and understand our communities

We hold little data on some of our residents. We will:

- Publish a profile of each ward by December 2023
- Train forty staff to use census data by March 2025

### Objective 2: Tackle hate crime and build cohesive neighbourhoods

We will:

- Open six third party reporting centres in libraries
- Fund a restorative justice service with the police
- Set up a reverse mentoring scheme for senior managers
"""

REPORT = """# Wexmoor Borough Council

# Equality annual report 2023/24

Published June 2024

## Objective 1: Know and understand our communities

### What we have achieved

- We published profiles of all eighteen wards in November 2023.

### Areas for improvement

Few staff use the profiles yet.

### What we will do next

- Train forty staff to use census data by March 2025

## Objective 2: Tackle hate crime and build cohesive communities

### What we have achieved

Three third party reporting centres have been opened. The restorative justice service is being commissioned.

### Areas for improvement

No gaps have been identified.

### What we will do next

- Open three more reporting centres in libraries

### Case study: Marketplace conversations

Volunteers spoke to two hundred shoppers about what makes them feel safe.
"""

PLAN = """# Northmere District Council

# Equality action plan 2024/25

Published May 2024

| Objective | Action | Lead | Timescale | Progress | RAG |
|---|---|---|---|---|---|
| 1. Accessible services | Audit the website | Head of Digital | September 2024 | Audit completed | Green |
| | Publish an easy read guide to housing | Housing Manager | March 2025 | Draft written | Amber |
| 2. Fair employment | Report the ethnicity pay gap | Head of HR | March 2025 | Not started | Red |
"""

LEAFLET = """# Westbury Town Council

# Opening hours

The library opens at nine. Visitors park behind the church.
"""

BLOCKS = """# Ferndale City Council

# Equality Action Plan 2024-25

Published May 2024

## Priority 1: Our workforce reflects our city

**Action:** Introduce anonymised shortlisting for all posts

**Lead service area:** Human Resources

**How will we measure success:** Share of shortlisted candidates by ethnicity

**Action:** Launch a disability passport

**Timescale:** March 2025

THE PASSPORT WILL BE THE FIRST OF ITS KIND IN THE COUNTY

## Priority 2: People can use our services with ease

**Action:** Test the website with screen reader users
"""

COMMITTEE = """HARROWGATE DISTRICT COUNCIL
Cabinet
12 February 2024
Equality objectives 2024-2028
Report of the Head of Policy

1. Purpose
1.1 This report asks Cabinet to adopt new equality objectives.

2. Background
2.1 The Equality Act 2010 requires the Council to publish one or more objectives at least every four years.
2.2 The current objectives were adopted in 2020 and end in March 2024.

3. Proposed objectives
3.1 The proposed equality objectives for 2024-2028 are:
(a) To reduce the gap in healthy life expectancy between our wards
(b) To increase the number of disabled people in apprenticeships

4. Next steps
4.1 Officers will publish the objectives by 30 April 2024.

5. Recommendations
5.1 Cabinet is recommended to adopt the objectives in paragraph 3.1.

6. Financial implications
6.1 There are none.
"""
