"""
Plusieurs processus de lecture
==============================

Ce que ``num_workers`` change, pourquoi un programme qui s'en sert a besoin de
``if __name__ == "__main__"``, et ``pin_memory``. Les programmes sont écrits
dans un dossier temporaire, puis lancés comme vous les lanceriez.
"""

# %% imports
import re
import subprocess
import sys
import tempfile
import textwrap
import warnings
from pathlib import Path

import matplotlib.pyplot as plt
import torch
from torch.utils.data import DataLoader, TensorDataset

temporaire = tempfile.TemporaryDirectory()


# %% lancer
def lancer(nom, programme):
    """Écrit un programme, le lance, rend ses sorties et son code."""
    chemin = Path(temporaire.name, nom)
    chemin.write_text(programme, encoding="utf-8")
    return subprocess.run([sys.executable, "-W", "ignore", nom], text=True,
                          capture_output=True, cwd=temporaire.name)


# %% programme-garde
avec_garde = '''
import time
from torch.utils.data import DataLoader, Dataset, get_worker_info

class Lent(Dataset):
    def __len__(self):
        return 12
    def __getitem__(self, i):
        time.sleep(0.1)  # attendre, comme devant un serveur
        lecteur = get_worker_info()
        return i, lecteur.id if lecteur else -1

if __name__ == "__main__":
    chargeur = DataLoader(Lent(), batch_size=2, num_workers=2,
                          multiprocessing_context="spawn",
                          persistent_workers=True)
    for rangs, lecteurs in chargeur:
        print(rangs.tolist(), "lus par", lecteurs.tolist())
'''

# %% mesures
# Le même programme, suivi de mesures.
ensuite = '''
    def duree(chargeur):
        debut = time.perf_counter()
        list(chargeur)
        return time.perf_counter() - debut

    print(min(duree(DataLoader(Lent(), batch_size=2)) for _ in "ab"))
    print(min(duree(chargeur) for _ in "abc"))
    memoire = range(12)  # rien à lire : tout est déjà là
    print(min(duree(DataLoader(memoire, batch_size=2)) for _ in "abc"))
    print(duree(DataLoader(memoire, batch_size=2, num_workers=2)))
'''

# %% deux-parcours
programme = avec_garde + ensuite
*lignes, seul, a_deux, rapide, lance = lancer(
    "avec_garde.py", programme).stdout.splitlines()
print(*lignes, sep="\n")

# %% gain
gain = float(seul) / float(a_deux)
print(f"lecture lente, deux processus : {gain:.0f} fois plus vite")
perte = float(lance) / float(rapide)
print("lecture immédiate, deux processus :",
      "au moins 10 fois plus lent" if perte > 10 else "?")

# %% qui-lit-quoi
lecteurs = [int(ligne[-2]) for ligne in lignes]
fig, ax = plt.subplots(figsize=(9, 3.4), layout="constrained")
boite = dict(ha="center", va="center", color="white", weight="bold")
for lot, qui in enumerate(lecteurs):
    ax.barh(2 - qui, 1.9, left=lot - qui, color=f"C{qui}")
    ax.text(lot - qui + 0.95, 2 - qui, f"lot {lot}", **boite)
    ax.barh(0, 0.9, left=lot + 2, color=f"C{qui}")
    ax.text(lot + 2.45, 0, f"lot {lot}", **boite)
ax.set(yticks=[2, 1, 0], ylim=(-0.6, 2.6), xticks=[], xlabel="temps",
       yticklabels=["processus 0", "processus 1", "votre boucle"])
# Figure : trois rangées de boîtes. Le processus 0 prépare les lots 0, 2 et 4
# pendant que le processus 1 prépare les lots 1, 3 et 5 ; la boucle les
# reçoit dans l'ordre, de 0 à 5, dès qu'ils sont prêts.
# Diapositive : 8 × 3
plt.show()

# %% programme-sans-garde
sans_garde = '''
from torch.utils.data import DataLoader

print("le programme commence")
chargeur = DataLoader(range(12), batch_size=2, num_workers=1,
                      multiprocessing_context="spawn")
for lot in chargeur:
    print(lot)
'''
echec = lancer("sans_garde.py", sans_garde)

# %% sortie-sans-garde
print(echec.stdout)

# %% message-sans-garde
message = " ".join(echec.stderr.split())
debut = message.index("RuntimeError: An attempt has been made")
print(textwrap.fill(message[debut:message.index(". This", debut)], 66))
fin = re.sub(r"\(pid.*\d+\)", "(pid …)", echec.stderr.splitlines()[-1])
fin = fin.partition(" with exit")[0]
print(fin)

# %% programme-flux
programme_flux = '''
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

class Flux(IterableDataset):
    def __iter__(self):
        return iter(range(6))

class FluxPartage(IterableDataset):
    def __iter__(self):
        moi = get_worker_info()
        if moi is None:  # num_workers=0 : tout est pour nous
            return iter(range(6))
        return iter(range(moi.id, 6, moi.num_workers))

if __name__ == "__main__":
    for jeu in (Flux(), FluxPartage()):
        chargeur = DataLoader(jeu, batch_size=None, num_workers=2)
        print(type(jeu).__name__, ":", list(chargeur))
'''

# %% programme-tirages
# Un générateur fixé fixe aussi les tirages de ``transform``, pour un nombre
# donné de processus.
programme_tirages = '''
import torch
from torch.utils.data import Dataset

class Tirages(Dataset):
    def __len__(self):
        return 4
    def __getitem__(self, i):
        return torch.rand(())

if __name__ == "__main__":
    for processus in (2, 2, 4):
        g = torch.Generator().manual_seed(0)
        chargeur = DataLoader(Tirages(), batch_size=None, generator=g,
                              num_workers=processus)
        print([round(x.item(), 4) for x in chargeur])
'''

# %% flux
*lignes_flux, deux, encore, quatre = lancer(
    "flux.py", programme_flux + programme_tirages).stdout.splitlines()
flux = "\n".join(lignes_flux)
assert deux == encore != quatre
print(flux)

# %% vers-l-appareil
device = (torch.accelerator.current_accelerator()
          if torch.accelerator.is_available() else torch.device("cpu"))
donnees = TensorDataset(torch.arange(4.0))
chargeur = DataLoader(donnees, batch_size=2,
                      pin_memory=device.type == "cuda")
for (x,) in chargeur:
    x = x.to(device, non_blocking=True)
    print(x.shape, x.device.type)

# %% pin-memory
# La mémoire verrouillée ne sert qu'avec une carte graphique.
with warnings.catch_warnings(record=True) as avis:
    warnings.simplefilter("always")
    (lot,) = next(iter(DataLoader(donnees, batch_size=4, pin_memory=True)))
print("verrouillée :", lot.is_pinned())
for a in avis[:1]:
    print(textwrap.fill(str(a.message), 66))

# %% verifications
commencements = echec.stdout.count("le programme commence")
code_de_sortie = echec.returncode
assert lecteurs == [0, 1, 0, 1, 0, 1]
assert 1.5 < gain < 2.5 and perte > 10
gain_a_deux = round(gain)  # les durées changent d'une exécution à l'autre
del gain, perte, seul, a_deux, rapide, lance
assert commencements == 2 and code_de_sortie != 0
flux_double, flux_partage = (
    [int(v) for v in ligne.split("[")[1].strip("]").split(",")]
    for ligne in flux.splitlines())
assert sorted(flux_double) == sorted([*range(6), *range(6)])
assert flux_partage == list(range(6))
assert lot.is_pinned() == torch.cuda.is_available()
temporaire.cleanup()
