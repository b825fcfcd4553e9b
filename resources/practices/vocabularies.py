"""The controlled lists of a practice: short, closed, comparable from one metropolis to another.

Blank means unknown; ``none`` (where the list has it) means that there was none.
"""

from django.db import models
from django.utils.translation import pgettext_lazy


class ApproachType(models.TextChoices):
    PARTICIPATORY_BUDGET = "participatory_budget", pgettext_lazy("approach_type", "Participatory budget")
    CITIZENS_CONVENTION = "citizens_convention", pgettext_lazy("approach_type", "Citizens’ convention")
    CITIZENS_PANEL = "citizens_panel", pgettext_lazy("approach_type", "Citizens’ panel or jury")
    PARTICIPATORY_EVALUATION = "participatory_evaluation", pgettext_lazy("approach_type", "Participatory evaluation")
    CONCERTATION = "concertation", pgettext_lazy("approach_type", "Voluntary consultation")
    STATUTORY_CONSULTATION = "statutory_consultation", pgettext_lazy("approach_type", "Statutory consultation")
    LARGE_DEBATE = "large_debate", pgettext_lazy("approach_type", "Large public debate")
    CO_DESIGN = "co_design", pgettext_lazy("approach_type", "Co-design")
    CALL_FOR_PROJECTS = "call_for_projects", pgettext_lazy("approach_type", "Call for citizen projects")
    CITIZEN_VOTE = "citizen_vote", pgettext_lazy("approach_type", "Citizen vote")
    PETITION_RIGHT = "petition_right", pgettext_lazy("approach_type", "Petition right")
    STANDING_BODY = "standing_body", pgettext_lazy("approach_type", "Standing body")
    USER_COMMITTEE = "user_committee", pgettext_lazy("approach_type", "User committee")
    CHARTER_PACT = "charter_pact", pgettext_lazy("approach_type", "Charter or pact")
    ONLINE_PLATFORM = "online_platform", pgettext_lazy("approach_type", "Online platform")
    OUTREACH = "outreach", pgettext_lazy("approach_type", "Outreach")
    TRAINING = "training", pgettext_lazy("approach_type", "Training and tools")
    LOCAL_NETWORK = "local_network", pgettext_lazy("approach_type", "Metropolis-municipalities network")
    OTHER = "other", pgettext_lazy("approach_type", "Other")


class Iap2Level(models.TextChoices):
    INFORM = "inform", pgettext_lazy("iap2_level", "Inform")
    CONSULT = "consult", pgettext_lazy("iap2_level", "Consult")
    INVOLVE = "involve", pgettext_lazy("iap2_level", "Involve")
    COLLABORATE = "collaborate", pgettext_lazy("iap2_level", "Collaborate")
    EMPOWER = "empower", pgettext_lazy("iap2_level", "Empower")


class DecisionPhase(models.TextChoices):
    AGENDA = "agenda", pgettext_lazy("decision_phase", "Agenda setting")
    DIAGNOSIS = "diagnosis", pgettext_lazy("decision_phase", "Diagnosis")
    DESIGN = "design", pgettext_lazy("decision_phase", "Design")
    DECISION = "decision", pgettext_lazy("decision_phase", "Decision")
    IMPLEMENTATION = "implementation", pgettext_lazy("decision_phase", "Implementation")
    EVALUATION = "evaluation", pgettext_lazy("decision_phase", "Evaluation")
    FOLLOW_UP = "follow_up", pgettext_lazy("decision_phase", "Follow-up")


class Scale(models.TextChoices):
    STREET = "street", pgettext_lazy("scale", "Street")
    NEIGHBOURHOOD = "neighbourhood", pgettext_lazy("scale", "Neighbourhood")
    MUNICIPALITY = "municipality", pgettext_lazy("scale", "Municipality")
    SEVERAL_MUNICIPALITIES = "several_municipalities", pgettext_lazy("scale", "Several municipalities")
    METROPOLIS = "metropolis", pgettext_lazy("scale", "Metropolis")
    ALLIANCE = "alliance", pgettext_lazy("scale", "Territorial alliance")


class TargetPublic(models.TextChoices):
    ALL = "all", pgettext_lazy("public", "General public")
    USERS = "users", pgettext_lazy("public", "Users")
    RESIDENTS = "residents", pgettext_lazy("public", "Residents")
    ASSOCIATIONS = "associations", pgettext_lazy("public", "Associations")
    BUSINESSES = "businesses", pgettext_lazy("public", "Businesses")
    YOUTH = "youth", pgettext_lazy("public", "Young people")
    SENIORS = "seniors", pgettext_lazy("public", "Older people")
    STUDENTS = "students", pgettext_lazy("public", "Students")
    LOW_INCOME = "low_income", pgettext_lazy("public", "People on low income")
    DISABLED = "disabled", pgettext_lazy("public", "Disabled people")
    FOREIGN_RESIDENTS = "foreign_residents", pgettext_lazy("public", "Foreign residents")
    ELECTED = "elected", pgettext_lazy("public", "Municipal councillors")
    STAFF = "staff", pgettext_lazy("public", "Officers")


class Recruitment(models.TextChoices):
    OPEN = "open", pgettext_lazy("recruitment", "Open")
    OPEN_TARGETED = "open_targeted", pgettext_lazy("recruitment", "Open with targeted outreach")
    VOLUNTEER_SELECTED = "volunteer_selected", pgettext_lazy("recruitment", "Volunteers then selection")
    SORTITION = "sortition", pgettext_lazy("recruitment", "Simple random selection")
    STRATIFIED_SORTITION = "stratified_sortition", pgettext_lazy("recruitment", "Stratified random selection")
    ON_SITE = "on_site", pgettext_lazy("recruitment", "On-site recruitment")
    APPOINTMENT = "appointment", pgettext_lazy("recruitment", "Appointment")
    ELECTION = "election", pgettext_lazy("recruitment", "Election")


class Mode(models.TextChoices):
    IN_PERSON = "in_person", pgettext_lazy("mode", "In person")
    ONLINE = "online", pgettext_lazy("mode", "Online")
    BOTH = "both", pgettext_lazy("mode", "Both")


class DurationType(models.TextChoices):
    SINGLE = "single", pgettext_lazy("duration_type", "Single")
    REPEATED = "repeated", pgettext_lazy("duration_type", "Repeated")
    PERMANENT = "permanent", pgettext_lazy("duration_type", "Permanent")


class PracticeStatus(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("status", "Planned")
    RUNNING = "running", pgettext_lazy("status", "Running")
    REVIEW = "review", pgettext_lazy("status", "Under review")
    DONE = "done", pgettext_lazy("status", "Done")
    STOPPED = "stopped", pgettext_lazy("status", "Stopped")


class CostRange(models.TextChoices):
    UNKNOWN = "unknown", pgettext_lazy("cost_range", "Not disclosed")
    LT10K = "lt10k", pgettext_lazy("cost_range", "Under 10k")
    FROM_10_50K = "10_50k", pgettext_lazy("cost_range", "10k to 50k")
    FROM_50_150K = "50_150k", pgettext_lazy("cost_range", "50k to 150k")
    FROM_150_500K = "150_500k", pgettext_lazy("cost_range", "150k to 500k")
    GT500K = "gt500k", pgettext_lazy("cost_range", "Over 500k")


class ParticipantsRange(models.TextChoices):
    UNKNOWN = "unknown", pgettext_lazy("participants_range", "Not disclosed")
    LT30 = "lt30", pgettext_lazy("participants_range", "Under 30")
    FROM_30_100 = "30_100", pgettext_lazy("participants_range", "30 to 100")
    FROM_100_500 = "100_500", pgettext_lazy("participants_range", "100 to 500")
    FROM_500_5000 = "500_5000", pgettext_lazy("participants_range", "500 to 5,000")
    GT5000 = "gt5000", pgettext_lazy("participants_range", "Over 5,000")


class Compensation(models.TextChoices):
    NONE = "none", pgettext_lazy("compensation", "None")
    SUPPORT = "support", pgettext_lazy("compensation", "Expenses and support")
    PAID = "paid", pgettext_lazy("compensation", "Paid")


class ReplyState(models.TextChoices):
    NONE = "none", pgettext_lazy("reply_state", "No known reply")
    PENDING = "pending", pgettext_lazy("reply_state", "Pending")
    PUBLISHED = "published", pgettext_lazy("reply_state", "Published")
    TRACKED = "tracked", pgettext_lazy("reply_state", "Tracked over time")


class EffectType(models.TextChoices):
    POLICY = "policy", pgettext_lazy("effect_type", "Policy change")
    PROJECT = "project", pgettext_lazy("effect_type", "Project change")
    SERVICE = "service", pgettext_lazy("effect_type", "Service change")
    ORGANISATION = "organisation", pgettext_lazy("effect_type", "Organisational change")
    CAPACITY = "capacity", pgettext_lazy("effect_type", "Capacity")
    NONE = "none", pgettext_lazy("effect_type", "No established effect")


class EvaluationType(models.TextChoices):
    NONE = "none", pgettext_lazy("evaluation_type", "None")
    INTERNAL = "internal", pgettext_lazy("evaluation_type", "Internal")
    PARTICIPANTS = "participants", pgettext_lazy("evaluation_type", "By participants")
    EXTERNAL = "external", pgettext_lazy("evaluation_type", "External")


class Transferability(models.TextChoices):
    AS_IS = "as_is", pgettext_lazy("transferability", "As is")
    ADAPT = "adapt", pgettext_lazy("transferability", "With adaptation")
    CONTEXT = "context", pgettext_lazy("transferability", "Context-bound")
