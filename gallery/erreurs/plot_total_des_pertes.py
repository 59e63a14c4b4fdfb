"""
Une mémoire qui grossit à chaque lot
====================================

Évaluer un modèle ne demande presque rien. Ici, la mémoire retenue augmente
à chaque lot ; sur un grand jeu, le programme finit par être arrêté.
"""

# %% imports
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.autograd.graph import saved_tensors_hooks
from torch.nn.functional import cross_entropy

# %% donnees
chiffres = load_digits()
x = torch.tensor(chiffres.data).float() / 16  # (1797, 64)
y = torch.tensor(chiffres.target)             # (1797,)
lots = list(zip(x.split(64), y.split(64)))    # 29 lots
torch.manual_seed(0)
modele = nn.Sequential(nn.Linear(64, 512), nn.ReLU(), nn.Linear(512, 10))


# %% compter
# Un témoin par tenseur que le graphe retient. Une mémoire que deux nœuds
# retiennent compte une fois ; les poids et les données sont là de toute façon.
class Temoin:
    retenues = {}  # adresse d'une mémoire : combien de témoins, sa taille

    def __init__(self, t):
        self.t, memoire = t.detach(), t.untyped_storage()
        self.adresse = memoire.data_ptr()
        nombre, _ = Temoin.retenues.get(self.adresse, (0, 0))
        Temoin.retenues[self.adresse] = nombre + 1, memoire.nbytes()

    def __del__(self):
        nombre, taille = Temoin.retenues.pop(self.adresse)
        if nombre > 1:
            Temoin.retenues[self.adresse] = nombre - 1, taille


deja_la = {t.untyped_storage().data_ptr()
           for t in (x, y, *modele.parameters())}


def retenu():
    """Les mégaoctets que les graphes sont seuls à retenir."""
    octets = sum(taille for adresse, (_, taille) in Temoin.retenues.items()
                 if adresse not in deja_la)
    return octets / 1e6


# %% trouver-l-erreur
# La moyenne rendue est juste. Qu'est-ce que ``total`` ?
def perte_moyenne(lots):
    total, vus = 0, 0
    for x, y in lots:
        total += cross_entropy(modele(x), y) * len(y)
        vus += len(y)
        releve.append(retenu())  # en Mo
    return total / vus


# %% symptome
releve = []
with saved_tensors_hooks(Temoin, lambda temoin: temoin.t):
    perte = perte_moyenne(lots)
gonfle = releve
print(f"après  1 lot  : {gonfle[0]:.2f} Mo")
print(f"après 29 lots : {gonfle[-1]:.2f} Mo")

# %% symptome-figure
fig, ax = plt.subplots(figsize=(9, 3.8), layout="constrained")
ax.plot(range(1, 30), gonfle, "--", color="C1")
ax.set(xlabel="lot", ylabel="mémoire retenue (Mo)")
# Figure : la mémoire que retient le calcul, lot après lot : une droite qui
# monte jusqu'à près de 4 Mo.
plt.show()

# %% correction
# ``total`` est un tenseur suivi : il retient le graphe de chaque perte, et
# chaque graphe retient les activations de son lot. ``item()`` n'ajoute qu'un
# nombre, et le graphe est libéré aussitôt.
def perte_moyenne_juste(lots):
    total, vus = 0.0, 0
    for x, y in lots:
        total += cross_entropy(modele(x), y).item() * len(y)
        vus += len(y)
        releve.append(retenu())
    return total / vus


releve, valeur_gonflee = [], perte.item()
del perte
with saved_tensors_hooks(Temoin, lambda temoin: temoin.t):
    valeur_juste = perte_moyenne_juste(lots)
stable = releve
print(f"après 29 lots : {stable[-1]:.2f} Mo")

# %% sans-suivi
# Mieux encore en évaluation : ne rien enregistrer.
releve = []
with saved_tensors_hooks(Temoin, lambda temoin: temoin.t):
    with torch.no_grad():
        perte_moyenne(lots)
print(f"sous no_grad  : {releve[-1]:.2f} Mo")
sous_no_grad = releve

# %% comparaison
fig, ax = plt.subplots(figsize=(9, 4.4), layout="constrained")
ax.plot(range(1, 30), gonfle, "--", color="C1", label="total += perte")
ax.plot(range(1, 30), stable, color="C0", label="total += perte.item()")
ax.set(xlabel="lot", ylabel="mémoire retenue (Mo)")
ax.legend(loc="upper left")
# Figure : la mémoire que retiennent les graphes, lot après lot. Avec
# total += perte, une droite monte jusqu'à près de 4 Mo. Avec item(), elle
# reste à zéro.
plt.show()

# %% apres-backward
# Pendant l'entraînement, ``backward()`` libère les activations, mais les
# nœuds restent : la liste des opérations s'allonge à chaque lot.
def noeuds(racine):
    vus, a_voir = set(), [racine]
    while a_voir:
        noeud = a_voir.pop()
        if noeud is not None and noeud not in vus:
            vus.add(noeud)
            a_voir += [suivant for suivant, _ in noeud.next_functions]
    return len(vus)


total = 0
for n, (lot, cible) in enumerate(lots[:20], start=1):
    perte = cross_entropy(modele(lot), cible)
    perte.backward()
    total += perte
    if n in (1, 10, 20):
        print("lot", n, ":", noeuds(total.grad_fn), "nœuds")

# %% verifications
assert abs(valeur_gonflee - valeur_juste) < 1e-5
assert gonfle[-1] > 25 * gonfle[0] and max(stable) < 2.5 * gonfle[0]
# La sortie de ReLU (512 nombres) et celle du softmax (10), un exemple chacune.
assert abs(gonfle[-1] - len(x) * (512 + 10) * 4 / 1e6) < 0.01
assert max(sous_no_grad) == 0
memoire_d_un_lot, memoire_finale = gonfle[0], gonfle[-1]
memoire_stable = stable[-1]
noeuds_apres_vingt = noeuds(total.grad_fn)
un_seul = noeuds(perte.grad_fn)
assert noeuds_apres_vingt > 10 * un_seul
