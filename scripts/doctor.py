"""Say in French what this machine can run, what is missing and the remedy.

``make doctor``, or ``python scripts/doctor.py`` with nothing installed at all.
Exit status 0 when the scripts of the course can run here, 1 otherwise.
"""

import sys

if sys.version_info < (3, 8):  # noqa: UP036 (a student's Python may be anything)
    found = ".".join(map(str, sys.version_info[:2]))
    sys.exit("Le cours demande Python 3.11 à 3.14 ; celui-ci est " + found + ".")

import machine


def show(title: str, lines: "list[machine.Line]") -> None:
    """Print a group of lines in columns."""
    print(f"\n{title}")
    for line in lines:
        print(f"  {line.name:<14}{line.seen:<20} {line.remark}".rstrip())


def show_remedies(title: str, lines: "list[machine.Line]") -> None:
    """Print each remedy once, with what it is for."""
    if lines:
        print(f"\n{title}")
    for remedy in dict.fromkeys(line.remedy for line in lines):
        names = ", ".join(line.name for line in lines if line.remedy == remedy)
        print(f"  {names} : {remedy}")


def main() -> int:
    """Look at everything, print the report, return the exit status."""
    if hasattr(sys.stdout, "reconfigure"):  # a console that lacks a letter still shows the rest
        sys.stdout.reconfigure(errors="replace")
    print(f"{machine.course_name()} : l'état de cette machine", flush=True)
    wanted = machine.locked("requirements.txt")
    seen = machine.probe(wanted)
    packages = [machine.package_line(name, wanted[name], seen) for name in wanted]
    student = [machine.python_line(), *packages]
    hardware = [*machine.device_lines(seen), *machine.room_lines()]
    builder = machine.builder_lines()
    show("Pour exécuter les scripts", student)
    show("Matériel", hardware)
    show("Pour construire et tester le site", builder)

    blocking = [line for line in student if line.blocking]
    advice = [line for line in (*student, *hardware) if line.remedy and not line.blocking]
    show_remedies("À corriger", blocking)
    show_remedies("À savoir", advice)
    show_remedies("Pour les auteurs seulement", [line for line in builder if line.remedy])
    if blocking:
        print("\nLes scripts du cours ne peuvent pas encore s'exécuter ici.")
        return 1
    device = "cuda" if seen.get("gpus") else "mps" if seen.get("mps") else "cpu"
    print(f"\nLes scripts du cours peuvent s'exécuter (device : {device}).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
